export type StoryFilter = 'semua' | 'layanan' | 'rujukan' | 'hukum' | 'persetujuan' | 'koreksi'

/** Which filter of the story an entry belongs to. */
export function groupOf(kind: string): StoryFilter | null {
  if (kind.startsWith('Referral') || kind === 'AppointmentMade') return 'rujukan'
  if (kind.startsWith('Consent')) return 'persetujuan'
  if (kind.endsWith('Corrected') || kind === 'EntryVoided' || kind.startsWith('Text') || kind.startsWith('Subject')) return 'koreksi'
  if (/^(Legal|Police|Protection)/.test(kind)) return 'hukum'
  if (
    /^(Service|Counselling|Health|Medicolegal|Accompaniment|Repatriation|Shelter|Mediation|CaseConference|Outreach|Emergency|UrgentHealth)/.test(kind)
  )
    return 'layanan'
  return null
}

/** A contact with the victim or a partner's answer: its dot is filled. */
export const isContact = (kind: string, data: Readonly<Record<string, unknown>>): boolean =>
  (kind === 'ContactAttempted' && data['reached'] === true) ||
  ['ReferralAccepted', 'ReferralDeclined', 'ReferralArrived', 'ReferralFirstServiceGiven', 'ReferralCompleted', 'FollowUpMade'].includes(kind)

/** What the log needs and the reader doesn't: told by another entry of the same moment. */
export const isSilent = (kind: string): boolean => kind === 'VictimAgeDetermined' || kind === 'ComplaintNumberAssigned'
