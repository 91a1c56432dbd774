import type { Shape } from './shapes'

/** One referral on its way, as the server's case file has it. */
export type FileReferral = Shape<'ReferralProgress'>
export type ReferralStage = FileReferral['stage']
/** What a referral waits for. */
export type ReferralAwaits = NonNullable<FileReferral['step']>
