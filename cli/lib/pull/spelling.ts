import { directoryOf } from '../../../core/model/directory'
import { mentionsOf } from '../../../core/model/mentions'
import type { Mesh } from '../../../core/model/mesh'
import { groupKey, groupSpelling } from '../../../core/model/group-names'

/** A group's name as the files spell it, or else the directory; the first spelling of one that neither knows. */
export function spellings(mesh: Mesh): (group: string) => string {
  const names = [
    ...Object.keys(mesh.registry.groups),
    ...mentionsOf(mesh).map((each) => each.name),
    ...(directoryOf(mesh) ?? []),
  ]
  const known = new Map(names.reverse().map((name) => [groupKey(name), name]))
  return (group) => {
    const key = groupKey(group)
    const name = known.get(key) ?? groupSpelling(group)
    known.set(key, name)
    return name
  }
}
