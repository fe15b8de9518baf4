import { error, type Diagnostic, type Position } from '../diagnostic'
import type { Mesh } from '../mesh'
import { groupKey } from '../names'
import { didYouMean } from '../suggest'
import { environmentsOf, type Check, type CheckContext } from './check'

interface Mention {
  readonly name: string
  readonly at: Position | undefined
}

/** One spelling a group, and only groups that the directory knows. */
export const checkGroups: Check = (context) => {
  const { mesh } = context
  const mentions = mentionsOf(context)
  const spellings = new Map<string, string>(Object.keys(mesh.registry.groups).map((name) => [groupKey(name), name]))
  const directory = directoryOf(mesh)
  const found: Diagnostic[] = []
  if (directory === undefined && mesh.settings.directory !== undefined) {
    found.push(
      error(
        'directory-missing',
        `there is no file ${mesh.settings.directory}`,
        mesh.places.mesh(['directory']),
        'the path is relative to the mesh folder',
      ),
    )
  }
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
      const locked = Object.hasOwn(mesh.registry.groups, spelling) ? `in ${'registry.lock.json'}` : 'elsewhere'
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
    if (directory && !directory.has(name)) {
      found.push(error('unknown-group', `the directory has no group ${name}`, at, didYouMean(name, directory)))
    }
  }
  return found
}

function directoryOf({ directory }: Mesh): ReadonlySet<string> | undefined {
  if (!directory) return undefined
  const names = directory.text.split(/\r?\n/).map((line) => line.trim())
  return new Set(names.filter((line) => line !== '' && !line.startsWith('#')).map((line) => line.normalize('NFC')))
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
