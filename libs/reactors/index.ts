export { clockPass, type Clock, type Due } from './clock'
export { reservationExpiry, shelterReservations, type ReservationPorts } from './shelter-reservations'
export { sharedTexts } from './shared-texts'
export { eraseSubject, finishErasure, subjectErasure, type ErasurePorts, type ErasureRequest } from './subject-erasure'
