import type { Pair } from '../pair'
import { data } from './data'
import { environments } from './environments'
import { home } from './home'
import { limits } from './limits'
import { people } from './people'
import { services } from './services'
import { shares } from './shares'
import { together } from './together'

/** Small changes of a small mesh, and what each does to access. */
export const PAIRS: readonly Pair[] = [
  ...people,
  ...shares,
  ...limits,
  ...data,
  ...services,
  ...home,
  ...environments,
  ...together,
]
