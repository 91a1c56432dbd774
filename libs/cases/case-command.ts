import type { AccompanimentCommand } from './accompaniment'
import type { AssessmentCommand } from './assessment'
import type { CasePlanCommand } from './case-plan'
import type { ClosureCommand } from './closure'
import type { ComplaintCommand } from './complaint'
import type { ConsentCommand } from './consent'
import type { CorrectionCommand } from './correction'
import type { CounsellingCommand } from './counselling'
import type { EmergencyCommand } from './emergency'
import type { ErasureCommand } from './erasure'
import type { HealthCommand } from './health'
import type { IncidentCommand } from './incident'
import type { LegalAidCommand } from './legal-aid'
import type { LegalProcessCommand } from './legal-process'
import type { MediationCommand } from './mediation'
import type { NeedCommand } from './needs'
import type { ReferralCommand } from './referral-commands'
import type { ServiceCommand } from './services'
import type { ShelterStayCommand } from './shelter-stay'
import type { SubjectCommand } from './subjects'

/** Every command that one case answers. `receiveComplaint` creates it. */
export type CaseCommand =
  | ComplaintCommand
  | SubjectCommand
  | IncidentCommand
  | ConsentCommand
  | AssessmentCommand
  | NeedCommand
  | CasePlanCommand
  | ServiceCommand
  | CounsellingCommand
  | HealthCommand
  | LegalAidCommand
  | LegalProcessCommand
  | AccompanimentCommand
  | ShelterStayCommand
  | ReferralCommand
  | MediationCommand
  | ClosureCommand
  | EmergencyCommand
  | CorrectionCommand
  | ErasureCommand
