import { randomUuid } from '#kernel'

/** @returns between half and one and a half times `milliseconds`, so that those who failed together don't try again together */
export const jitter = (milliseconds: number): number => milliseconds * (0.5 + Number.parseInt(randomUuid().slice(0, 4), 16) / 0x10000)
