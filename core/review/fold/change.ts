import type { Risk } from '../../model/risk/levels'
import type { PathReason } from '../../model/risk/rules'
import type { Cause, ChangedPath, RatedPath, ReviewPath } from '../types'

export type Direction = 'gained' | 'lost' | 'changed'

/** One path that differs, whichever way. */
export interface PathChange {
  readonly direction: Direction
  /** As it is after the change; as it was, where it is lost. */
  readonly path: ReviewPath
  /** As it was. @default - it is gained or lost, not changed */
  readonly before?: ReviewPath
  readonly risk: Risk
  readonly reasons: readonly PathReason[]
  /** @default - nobody asked for it */
  readonly cause?: Cause
}

/** The paths that differ, of a review or of its drift. */
export interface PathChanges {
  readonly gained: readonly RatedPath[]
  readonly lost: readonly RatedPath[]
  readonly changed: readonly ChangedPath[]
}

export function changesOf({ gained, lost, changed }: PathChanges): PathChange[] {
  return [
    ...gained.map((each): PathChange => ({ direction: 'gained', ...each })),
    ...lost.map((each): PathChange => ({ direction: 'lost', ...each })),
    ...changed.map(({ after: path, ...rest }): PathChange => ({ direction: 'changed', path, ...rest })),
  ]
}

/** Whether it only takes away: somebody may miss it, and nobody sees more. */
export const takesAway = ({ direction, reasons }: Pick<PathChange, 'direction' | 'reasons'>): boolean =>
  direction === 'lost' || (direction === 'changed' && reasons.every((each) => each === 'narrowed'))
