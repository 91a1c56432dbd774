/** Seals a body for one place, under a key that never leaves it. What it is made of is for the app to hand in. */
export interface Box {
  /** @param place ids that the body belongs to: it opens nowhere else */
  seal(place: string, body: Buffer): Buffer
  /** @returns null where the body was changed, moved, or sealed under another master key */
  open(place: string, sealed: Buffer): Buffer | null
}
