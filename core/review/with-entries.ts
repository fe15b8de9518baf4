import { formatPosition } from '../model/diagnostic'
import type { Mesh } from '../model/mesh'
import { LazyPath, type KeyedPath } from '../access/snapshot/keyed'
import type { Snapshot, Snapshots } from '../access/snapshot/snapshot'
import type { ReviewPath } from './types'

/** What an access entry says of itself. */
export type Note = Pick<ReviewPath, 'approvedBy' | 'reason'>

export const noted = ({ approvedBy, reason }: { [K in keyof Note]: Note[K] | undefined }): Note => ({
  ...(approvedBy !== undefined && { approvedBy }),
  ...(reason !== undefined && { reason }),
})

/** Gives the paths of files who approved the access entry behind them, and why. */
export function withEntries(side: Snapshots, mesh: Mesh): Snapshots {
  return new Map([...side].map(([name, each]) => [name, withNotes(each, notesIn(mesh, name))]))
}

function withNotes(side: Snapshot, notes: ReadonlyMap<string, Note>): Snapshot {
  if (notes.size === 0) return side
  const withNote = ({ path }: KeyedPath): ReviewPath =>
    path.source ? { ...path, ...notes.get(formatPosition(path.source)) } : path
  return {
    ...side,
    paths: side.paths.map((each) => new LazyPath(each.key, each.facts, each.way, each.end, withNote, each)),
  }
}

/** By the place of the entry. */
function notesIn(mesh: Mesh, environment: string): ReadonlyMap<string, Note> {
  const entries = Object.entries(mesh.environments.get(environment)?.datasets ?? {}).flatMap(([dataset, { access }]) =>
    access.map((entry, index) => ({ entry, path: ['datasets', dataset, 'access', index] })),
  )
  return new Map(
    entries.flatMap(({ entry, path }): [string, Note][] => {
      const at = mesh.places.environment(environment, path)
      const note = noted(entry)
      return at && Object.keys(note).length > 0 ? [[formatPosition(at), note]] : []
    }),
  )
}
