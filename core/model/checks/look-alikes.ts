import { error, type Diagnostic } from '../diagnostic'
import { directoryLines } from '../directory'
import { groupKey, groupLook, groupSpelling } from '../group-names'
import { LOCK_FILE } from '../lock-file'
import { mentionsOf } from '../mentions'
import { codePoint, escapeUnseen } from '../unseen'
import type { Check } from './check'

/**
 * No two names that differ only by case or by how Unicode writes a character: a directory may keep them as two groups,
 * and nobody sees which of them a role is for.
 */
export const checkLookAlikes: Check = ({ mesh }) => {
  const known = new Map<string, { readonly name: string; readonly where: string }>()
  const found: Diagnostic[] = []
  for (const { name, line } of directoryLines(mesh)) {
    const file = mesh.directory?.file ?? ''
    const before = known.get(groupLook(name))
    if (!before) known.set(groupLook(name), { name, where: `in line ${line}` })
    else if (groupSpelling(before.name) !== groupSpelling(name)) {
      const message = `${shown(name)} may be taken for ${shown(before.name)} ${before.where}`
      const hint = 'rename one of the groups in the directory; or leave out of this list what the mesh does not name'
      found.push(error('group-look-alike', message, { file, line, column: 1 }, hint))
    }
  }
  for (const name of Object.keys(mesh.registry.groups))
    if (!known.has(groupLook(name))) known.set(groupLook(name), { name, where: `in ${LOCK_FILE}` })
  for (const { name, at } of mentionsOf(mesh)) {
    const before = known.get(groupLook(name))
    if (!before) known.set(groupLook(name), { name, where: 'elsewhere in the mesh' })
    // Other spellings of one group, and names that no list has, are told for themselves.
    else if (groupKey(before.name) !== groupKey(name)) {
      const message = `${shown(name)} may be taken for ${shown(before.name)} ${before.where}`
      found.push(error('group-look-alike', message, at, 'type the name anew; if there are two groups, rename one'))
    }
  }
  return found
}

/** With the code points of what is not plain text: the two look the same. */
const shown = (name: string): string =>
  escapeUnseen(name).replace(/[^\u0000-\u007F]/gu, (each) =>
    each.normalize('NFKC') === each ? each : `${each}(${codePoint(each)})`,
  )
