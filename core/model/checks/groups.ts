import { error, formatPosition, warning, type Diagnostic } from '../diagnostic'
import { directoryOf } from '../directory'
import { mentionsOf, type Mention } from '../mentions'
import { conflictIn } from '../merge-conflict'
import type { Mesh } from '../mesh'
import { groupKey } from '../group-names'
import { LOCK_FILE } from '../lock-file'
import { didYouMean } from '../suggest'
import { escapeUnseen } from '../unseen'
import type { Check } from './check'

const MOST_SUGGESTIONS = 20

/** One spelling a group, and only groups that the directory knows. */
export const checkGroups: Check = ({ mesh, locked }) => {
  const mentions = mentionsOf(mesh)
  const spellings = new Map<string, string>(Object.keys(mesh.registry.groups).map((name) => [groupKey(name), name]))
  const directory = directoryOf(mesh)
  const found: Diagnostic[] = [...checkDirectory(mesh, directory)]
  const gone = new Set<string>()
  let keys: ReadonlySet<string> | undefined
  for (const { name, at } of mentions) {
    if (name.normalize('NFC') !== name) {
      found.push(
        error(
          'group-not-nfc',
          `${name} is not in Unicode normal form C, so it would differ from what it looks like`,
          at,
          'type it anew',
        ),
      )
      continue
    }
    const spelling = spellings.get(groupKey(name))
    if (spelling !== undefined && spelling !== name) {
      const locked = Object.hasOwn(mesh.registry.groups, spelling) ? `in ${LOCK_FILE}` : 'elsewhere'
      found.push(
        error(
          'group-spelling',
          `${name} is spelled ${spelling} ${locked}`,
          at,
          'write one name one way: it is compared without case',
        ),
      )
    }
    spellings.set(groupKey(name), spelling ?? name)
    if (directory && directory.size > 0 && !directory.has(name)) {
      if (locked.has(spelling ?? name)) {
        // Another spelling of it is the same group: sign-ins compare so.
        if (!(keys ??= new Set([...directory].map(groupKey))).has(groupKey(name))) gone.add(name)
        continue
      }
      // A directory has tens of thousands of names: looking through all of them takes its time.
      const similar = found.length < MOST_SUGGESTIONS ? didYouMean(name, directory) : undefined
      const hint = similar ?? `correct the name, or bring ${mesh.directory?.file ?? ''} up to date`
      found.push(error('unknown-group', `the directory has no group ${escapeUnseen(name)}`, at, hint))
    }
  }
  return [...found, ...[...gone].map((name) => goneGroup(name, mentions))]
}

/**
 * A group that was there and has left the directory: nobody is in it, until somebody makes one of its name. The change
 * that takes it out of the files must not be held up by it.
 */
function goneGroup(name: string, mentions: readonly Mention[]): Diagnostic {
  const mine = mentions.filter((each) => each.name === name)
  const giving = mine.filter(({ opens }) => opens !== undefined)
  const approving = mine.filter(({ opens }) => opens === undefined)
  const places = (each: readonly Mention[]): string =>
    listed(each.flatMap(({ at }) => (at ? [formatPosition(at)] : [])))
  const opens = new Set(giving.flatMap((each) => each.opens ?? []))
  const still = opens.size > 0 ? `, and it still opens ${listed([...opens])}` : ''
  const message = `the directory has no group ${escapeUnseen(name)} any more${still}`
  const hint = [
    giving.length > 0 ? `delete it at ${places(giving)}` : [],
    approving.length > 0 ? `name another owner, steward or approver at ${places(approving)}` : [],
    'whoever makes a group of that name has all that it opens',
  ]
  return warning('group-gone', message, mine[0]?.at, hint.flat().join('; '))
}

const MOST_LISTED = 8

const listed = (parts: readonly string[]): string =>
  parts.length > MOST_LISTED
    ? `${parts.slice(0, MOST_LISTED).join(', ')} and ${parts.length - MOST_LISTED} more`
    : parts.join(', ')

/** The list itself: without one, or with an export that failed, every group would be unknown. */
function checkDirectory(mesh: Mesh, directory: ReadonlySet<string> | undefined): Diagnostic[] {
  const { settings, places } = mesh
  const file = settings.directory
  if (file === undefined) return []
  const at = places.mesh(['directory'])
  if (!mesh.directory)
    return [error('directory-missing', `there is no file ${file}`, at, 'the path is relative to the mesh folder')]
  const conflict = conflictIn(mesh.directory)
  if (conflict) return [conflict]
  if (directory?.size === 0)
    return [error('directory-missing', `${file} names no group`, at, 'write one name a line, or remove `directory`')]
  return []
}
