import type { AccompanimentEvent } from './accompaniment'
import type { AssessmentEvent } from './assessment'
import type { CasePlanEvent } from './case-plan'
import type { ClosureEvent } from './closure'
import type { ComplaintEvent } from './complaint'
import type { ConsentEvent } from './consent'
import type { CorrectionEvent } from './correction'
import type { CounsellingEvent } from './counselling'
import type { EmergencyEvent } from './emergency'
import type { ErasureEvent } from './erasure'
import type { HealthEvent } from './health'
import type { IncidentEvent } from './incident'
import type { LegalAidEvent } from './legal-aid'
import type { LegalProcessEvent } from './legal-process'
import type { MediationEvent } from './mediation'
import type { NeedEvent } from './needs'
import type { ReferralEvent } from './referral'
import type { ServiceEvent } from './services'
import type { ShelterStayEvent } from './shelter-stay'
import type { SubjectEvent } from './subjects'

/** Every event of a stream `case-<uuid>`. */
export type CaseEvent =
  | ComplaintEvent
  | SubjectEvent
  | IncidentEvent
  | ConsentEvent
  | AssessmentEvent
  | NeedEvent
  | CasePlanEvent
  | ServiceEvent
  | CounsellingEvent
  | HealthEvent
  | LegalAidEvent
  | LegalProcessEvent
  | AccompanimentEvent
  | ShelterStayEvent
  | ReferralEvent
  | MediationEvent
  | ClosureEvent
  | EmergencyEvent
  | CorrectionEvent
  | ErasureEvent
