import { Controller, Get, Headers as HttpHeaders, Inject, Query } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { Transform } from 'class-transformer'
import type { Principal } from '#access'
import { currentYear, FIGURE_MODELS, ratioReport, ratioReports, type RatioReport } from '#indicators'
import { invalid } from '#kernel'
import { languageOf } from '#words'
import type { Workspace } from '#workspace'
import { WORKSPACE } from '../../tokens'
import { Moment, Whole } from '../fields'
import { Caller, Permits } from '../permits'
import { Reads } from '../reads'

const optional = { optional: true } as const
const toNumber = Transform(({ value }: { value: unknown }) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value))

export class RatioQueryForm {
  @toNumber @Whole(2000, 2100) year!: number
  /** the figures as they stood at this instant; left out: now */
  @Moment(optional) asOf?: string | null
}

export class RatioSeriesForm {
  @toNumber @Whole(2000, 2100) from!: number
  @toNumber @Whole(2000, 2100) to!: number
  @Moment(optional) asOf?: string | null
}

/** Annual figures: aggregates only, never an identity. */
@ApiTags('indicators')
@Controller('api/v1/indicators')
export class IndicatorsController {
  constructor(@Inject(WORKSPACE) private readonly workspace: Workspace) {}

  @Get('ratio')
  @Permits('ratio.read')
  @Reads(...FIGURE_MODELS)
  @ApiOperation({ summary: 'Rasio kekerasan satu tahun' })
  async ratio(@Query() { year, asOf }: RatioQueryForm, @HttpHeaders('accept-language') language: string | undefined): Promise<RatioReport> {
    return ratioReport(this.workspace.pool, { year, asOf: this.#asOf(asOf), language: languageOf(language) })
  }

  @Get('ratio/series')
  @Permits('ratio.read')
  @Reads(...FIGURE_MODELS)
  @ApiOperation({ summary: 'Rasio kekerasan beberapa tahun' })
  async series(
    @Query() { from, to, asOf }: RatioSeriesForm,
    @Caller() caller: Principal,
    @HttpHeaders('accept-language') language: string | undefined,
  ): Promise<{ readonly currentYear: number; readonly years: readonly RatioReport[] }> {
    if (to < from || to - from > 30) throw invalid('to', 'input.number', { min: from, max: from + 30 })
    const years = Array.from({ length: to - from + 1 }, (_, index) => from + index)
    const reports = await ratioReports(this.workspace.pool, years, { asOf: this.#asOf(asOf), language: languageOf(language) })
    return { currentYear: currentYear(this.workspace.clock.now(), caller.unit?.zone ?? 'Asia/Jakarta'), years: reports }
  }

  /** Nobody has seen the future's figures. */
  #asOf(asked: string | null | undefined): string {
    const now = this.workspace.clock.now()
    return asked && asked < now ? asked : now
  }
}
