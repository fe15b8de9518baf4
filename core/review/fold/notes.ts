import { mapBy } from '../../model/group-by'
import type { PathChange } from './change'

/** Who approved some access, and why: what its entry says. */
export interface Note {
  readonly approvedBy: string | undefined
  readonly reason: string | undefined
}

/** What the access entries behind some paths say of themselves, each once, in the order of the paths. */
export function notesOf(changes: readonly Pick<PathChange, 'path'>[]): Note[] {
  const said = changes.flatMap(({ path: { approvedBy, reason } }) =>
    approvedBy === undefined && reason === undefined ? [] : [{ approvedBy, reason }],
  )
  return [...mapBy(said, (each) => JSON.stringify([each.approvedBy, each.reason])).values()].flatMap(([first]) =>
    first ? [first] : [],
  )
}
