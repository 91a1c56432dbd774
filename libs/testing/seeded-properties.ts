import { configureGlobal } from 'fast-check'
import { SEED } from './config'

// Before every suite: what is drawn at random is drawn from the run's seed, also where a property names none.
configureGlobal({ seed: SEED })
