import type { EnvironmentState } from './state'
import { fingerprint, wantedOf } from './wanted'

/** Whether the same is to be written for both readings of an environment. */
export const unchanged = (before: EnvironmentState, after: EnvironmentState): boolean =>
  fingerprint(wantedOf(before)) === fingerprint(wantedOf(after))
