import type { Shape } from './shapes'

export type CasePage = Shape<'CaseFileAnswer'>
/** The case file as the server shows it: open and indirect values in the clear, names and texts sealed. */
export type CaseFile = CasePage['file']
export type Phase = CaseFile['phase']
export type Urgency = NonNullable<CaseFile['urgency']>
export type FileVictim = CaseFile['victims'][number]
export type IncidentWhen = Shape<'IncidentWhen'>
export type FilePlan = CaseFile['plans'][number]
export type TimelineEntry = Shape<'TimelineEntry'>
export type OpenAction = Shape<'OpenAction'>

/** Whether somebody's data were erased, or are being so: nobody is asked, met or named any more. */
export const isErased = ({ erased, erasing }: Pick<CaseFile, 'erased' | 'erasing'>, id: string): boolean =>
  erased.includes(id) || erasing.includes(id)
