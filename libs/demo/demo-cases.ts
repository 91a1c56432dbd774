import type { Calendar } from './calendar'
import { children } from './cases/children'
import { childrenInCare } from './cases/children-in-care'
import { closing } from './cases/closing'
import { households } from './cases/households'
import { justIn } from './cases/just-in'
import { law } from './cases/law'
import { sheltered } from './cases/sheltered'
import { inOrder, type StoryStep } from './story'

/** @returns every act of every invented case of the last three months, in the order of their moments */
export const demoCases = (calendar: Calendar): readonly StoryStep[] =>
  inOrder([justIn, children, childrenInCare, households, sheltered, law, closing].flatMap((theme) => theme(calendar)))
