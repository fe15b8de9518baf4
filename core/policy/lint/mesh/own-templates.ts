import type { Position } from '../../../model/diagnostic'
import type { Mesh, TextFile } from '../../../model/mesh'

/** The policy templates that lie in the mesh's folder, by name. */
export const ownTemplates = ({ templates }: Mesh): ReadonlyMap<string, TextFile> =>
  new Map([...templates].filter(([, { isBuiltIn }]) => !isBuiltIn))

/** The first line of a template with one of the texts, best first; else its beginning. */
export function placeIn({ file, text }: TextFile, texts: readonly string[]): Position {
  const lines = text.split('\n')
  for (const each of texts) {
    const line = lines.findIndex((one) => one.includes(each))
    if (line >= 0) return { file, line: line + 1, column: (lines[line]?.indexOf(each) ?? 0) + 1 }
  }
  return { file, line: 1, column: 1 }
}
