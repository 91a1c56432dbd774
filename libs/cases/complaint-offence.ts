import type { Code } from './codes'
import type { IncidentFacts } from './incident'

/**
 * Complaint offences (delik aduan) of UU 12/2022: art. 7(1) physical (art. 6 a) and non-physical harassment, art. 14(3) electronic
 * sexual violence; not where the victim is a child or lives with a disability (art. 7(2), 14(3)). To be confirmed by a lawyer.
 */
const COMPLAINT_OFFENCES: ReadonlySet<Code> = new Set(['pelecehan_nonfisik', 'pelecehan_fisik', 'ks_elektronik'])

/** @returns true where every recorded kind is a complaint offence; a form without a kind is not */
export const isComplaintOffence = ({ sexualForms }: Pick<IncidentFacts, 'sexualForms'>): boolean =>
  sexualForms.length > 0 && sexualForms.every((code) => COMPLAINT_OFFENCES.has(code))
