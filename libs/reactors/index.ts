export { clockPass, type Clock, type Due } from './clock'
export { reservationExpiry, shelterReservations, type ReservationPorts } from './shelter-reservations'
export { eraseSubject, finishErasure, subjectErasure, type ErasurePorts, type ErasureRequest } from './subject-erasure'
