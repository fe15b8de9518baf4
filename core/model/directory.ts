import type { Mesh } from './mesh'

/** The names of the directory's groups, in normal form C; `undefined` where the mesh has no such list. */
export function directoryOf({ directory }: Pick<Mesh, 'directory'>): ReadonlySet<string> | undefined {
  if (!directory) return undefined
  const names = directory.text.split(/\r\n?|\n/).map((line) => line.trim())
  return new Set(names.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.normalize('NFC')))
}
