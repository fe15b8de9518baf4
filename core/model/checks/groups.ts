import { error, type Diagnostic, type Position } from '../diagnostic'
import { conflictIn } from '../merge-conflict'
import type { Mesh } from '../mesh'
import { groupKey } from '../names'
import { LOCK_FILE } from '../lock-file'
import { didYouMean } from '../suggest'
import { environmentsOf, type Check, type CheckContext } from './check'

interface Mention {
  readonly name: string
  readonly at: Position | undefined
}

const MOST_SUGGESTIONS = 20

/** One spelling a group, and only groups that the directory knows. */
export const checkGroups: Check = (context) => {
  const { mesh } = context
  const mentions = mentionsOf(context)
  const spellings = new Map<string, string>(Object.keys(mesh.registry.groups).map((name) => [groupKey(name), name]))
  const directory = directoryOf(mesh)
  const found: Diagnostic[] = [...checkDirectory(mesh, directory)]
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
      // A directory has tens of thousands of names: looking through all of them takes its time.
      const similar = found.length < MOST_SUGGESTIONS ? didYouMean(name, directory) : undefined
      const hint = similar ?? `correct the name, or bring ${mesh.directory?.file ?? ''} up to date`
      found.push(error('unknown-group', `the directory has no group ${name}`, at, hint))
    }
  }
  return found
}

function directoryOf({ directory }: Mesh): ReadonlySet<string> | undefined {
  if (!directory) return undefined
  const names = directory.text.split(/\r?\n/).map((line) => line.trim())
  return new Set(names.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.normalize('NFC')))
}

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

/** Every place that names a group. */
function mentionsOf(context: CheckContext): Mention[] {
  return environmentsOf(context).flatMap(({ settings, at }) => {
    const one = (name: string | undefined, ...path: (string | number)[]): Mention[] =>
      name === undefined ? [] : [{ name, at: at(...path) }]
    return [
      ...Object.entries(settings.personas).flatMap(([persona, groups]) =>
        groups.flatMap((name, index) => one(name, 'personas', persona, index)),
      ),
      ...(settings.home?.groups ?? []).flatMap((name, index) => one(name, 'home', 'groups', index)),
      ...Object.entries(settings.datasets).flatMap(([dataset, { owner, stewards, access }]) => [
        ...one(owner, 'datasets', dataset, 'owner'),
        ...stewards.flatMap((name, index) => one(name, 'datasets', dataset, 'stewards', index)),
        ...access.flatMap(({ to, approvedBy }, index) => [
          ...one(to.group, 'datasets', dataset, 'access', index, 'to', 'group'),
          ...one(approvedBy, 'datasets', dataset, 'access', index, 'approvedBy'),
        ]),
      ]),
    ]
  })
}
