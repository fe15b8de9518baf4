import { groupSpelling } from './group-names'
import type { Mesh } from './mesh'

/** A name in the list of the directory's groups, as it stands there. */
export interface DirectoryLine {
  readonly name: string
  /** From 1. */
  readonly line: number
}

/** The lines of the directory's list that name a group; none where the mesh has no such list. */
export const directoryLines = ({ directory }: Pick<Mesh, 'directory'>): DirectoryLine[] =>
  (directory?.text ?? '')
    .split(/\r\n?|\n/)
    .map((line, index) => ({ name: line.trim(), line: index + 1 }))
    .filter(({ name }) => name !== '' && !name.startsWith('#'))

/** The names of the directory's groups, in normal form C; `undefined` where the mesh has no such list. */
export function directoryOf(mesh: Pick<Mesh, 'directory'>): ReadonlySet<string> | undefined {
  return mesh.directory && new Set(directoryLines(mesh).map(({ name }) => groupSpelling(name)))
}
