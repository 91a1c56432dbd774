import { Module, type DynamicModule } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core'
import { CqrsModule } from '@nestjs/cqrs'
import type { Workspace } from '#workspace'
import type { Config } from './config'
import { AuthGuard } from './http/auth.guard'
import { CaseCommandHandler, TakeComplaintHandler } from './http/cases/case-commands'
import { caseFormsController } from './http/cases/case-forms.controller'
import { CaseViewsController } from './http/cases/case-views.controller'
import { CasesController } from './http/cases/cases.controller'
import { ErasureController } from './http/cases/erasure.controller'
import { RedactionController } from './http/cases/redaction.controller'
import { ShelterStaysController } from './http/cases/shelter-stays.controller'
import { CodeListsController } from './http/code-lists/code-lists.controller'
import { DraftsController } from './http/drafts/drafts.controller'
import { HealthController } from './http/health/health.controller'
import { ImportsController } from './http/imports/imports.controller'
import { IndicatorsController } from './http/indicators/indicators.controller'
import { InstallationController } from './http/installation/installation.controller'
import { InstitutionsController } from './http/institutions/institutions.controller'
import { ProblemFilter } from './http/problem.filter'
import { ReadingInterceptor } from './http/reads'
import { ReferralsController } from './http/referrals/referrals.controller'
import { SessionController } from './http/session/session.controller'
import { Sessions } from './http/session/sessions'
import { SheltersController } from './http/shelters/shelters.controller'
import { UsersController } from './http/users/users.controller'
import { WorklistController } from './http/worklist/worklist.controller'
import { CONFIG, WORKSPACE } from './tokens'

/** What every request passes, then one controller a resource and one handler a command. */
@Module({})
export class AppModule {
  static with(config: Config, workspace: Workspace): DynamicModule {
    return {
      module: AppModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: CONFIG, useValue: config },
        { provide: WORKSPACE, useValue: workspace },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_INTERCEPTOR, useClass: ReadingInterceptor },
        Sessions,
        CaseCommandHandler,
        TakeComplaintHandler,
      ],
      controllers: [
        HealthController,
        InstallationController,
        SessionController,
        CodeListsController,
        CasesController,
        CaseViewsController,
        ShelterStaysController,
        ErasureController,
        RedactionController,
        caseFormsController(),
        DraftsController,
        InstitutionsController,
        SheltersController,
        UsersController,
        WorklistController,
        ReferralsController,
        IndicatorsController,
        ImportsController,
      ],
    }
  }
}
