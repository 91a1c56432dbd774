import {
  IconAmbulance,
  IconArrowRight,
  IconBuildingHospital,
  IconCalendarEvent,
  IconCheck,
  IconClipboardCheck,
  IconFileCheck,
  IconFileOff,
  IconFlag,
  IconGavel,
  IconHeartHandshake,
  IconHome,
  IconMessageCircle,
  IconMessageReport,
  IconNote,
  IconPencil,
  IconPhone,
  IconSend,
  IconStethoscope,
  IconUser,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'

const small = { size: 16, 'aria-hidden': true } as const

const looks: [pattern: RegExp, icon: ReactNode][] = [
  [/^(EntryVoided|SubjectErasureStarted|SubjectErased)/, <IconFileOff {...small} />],
  [/Corrected$/, <IconPencil {...small} />],
  [/^ComplaintReceived/, <IconMessageReport {...small} />],
  [/^(ContactAttempted|FollowUp|OutreachMade)/, <IconPhone {...small} />],
  [/^Appointment/, <IconCalendarEvent {...small} />],
  [/^Referral(Made|Sent|Approved)/, <IconSend {...small} />],
  [/^Referral/, <IconBuildingHospital {...small} />],
  [/^Consent/, <IconFileCheck {...small} />],
  [/^(Assessment|Need|CasePlan|SafetyPlan|CaseConference)/, <IconClipboardCheck {...small} />],
  [/^Counselling/, <IconMessageCircle {...small} />],
  [/^(Health|Medicolegal|UrgentHealth)/, <IconStethoscope {...small} />],
  [/^(Legal|Police|Protection)/, <IconGavel {...small} />],
  [/^Shelter/, <IconHome {...small} />],
  [/^(Service|Accompaniment|Repatriation|Mediation)/, <IconHeartHandshake {...small} />],
  [/^Emergency/, <IconAmbulance {...small} />],
  [/^(Victim|Reporter|Alleged|Related|Relation|SafeContact)/, <IconUser {...small} />],
  [/^(CaseClosed|Closure|VictimServiceEnded|CaseReopened)/, <IconFlag {...small} />],
  [/^(CaseAssigned|CaseHandedOver)/, <IconArrowRight {...small} />],
  [/^(Complaint)/, <IconCheck {...small} />],
]

/** The icon of an entry's dot; its sentence carries the meaning. */
export const iconOf = (kind: string): ReactNode => looks.find(([pattern]) => pattern.test(kind))?.[1] ?? <IconNote {...small} />
