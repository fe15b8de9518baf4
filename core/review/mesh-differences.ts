import { diffPaths } from './compare/difference'
import { namesOf } from './compare/many'
import { sameFact, type Fact, type FactKind } from '../access/snapshot/fact'
import type { Snapshot, Snapshots } from '../access/snapshot/snapshot'
import type { Finding, ReviewPath } from './types'
import { pathWords } from './words'

/** How each kind of fact is spoken of; kinds that are missing are not known to files. */
const WORDS: Partial<Readonly<Record<FactKind, string>>> = {
  trust: 'the trust policy of',
  policy: 'the policies of',
  'bucket-policy': 'the policy of bucket',
  'key-policy': 'the policy of key',
  boundary: 'the permissions boundary of',
  administrator: 'Lake Formation administrator',
  data: 'the',
  provider: 'the provider',
  'sign-in': 'where people sign in with',
  certificate: 'the signing certificates of',
  service: 'what stands behind the service',
}

type Told = Omit<Finding, 'risk'>

/** Where what a plan would make is not what the files say. */
export function meshDifferences(mesh: Snapshots, plan: Snapshots): Told[] {
  return [...plan].flatMap(([environment, side]): Told[] => {
    const tell = (message: string): Told => ({ rule: 'plan-differs-from-mesh', environment, message })
    const declared = mesh.get(environment)
    if (!declared) return [tell(`the plan is of ${environment}, of which the files say nothing`)]
    return [...ofPaths(declared, side), ...ofFacts(declared, side)].map(tell)
  })
}

function ofPaths(declared: Snapshot, side: Snapshot): string[] {
  const { gained, lost, changed } = diffPaths(declared.paths, side.paths)
  const told = (paths: readonly ReviewPath[], says: string): string[] => {
    const [first] = paths
    if (!first) return []
    const count = paths.length === 1 ? 'one path' : `${paths.length} paths`
    return [`${count} ${says}: ${pathWords(first)}${paths.length > 1 ? ', for one' : ''}`]
  }
  return [
    ...told(gained, 'of the plan that the files do not give'),
    ...told(lost, 'of the files that the plan does not give'),
    ...told(
      changed.map((each) => each.after),
      'of the plan with other limits than in the files',
    ),
  ]
}

function ofFacts(declared: Snapshot, side: Snapshot): string[] {
  const odd = new Map<FactKind, string[]>()
  for (const key of new Set([...declared.facts.keys(), ...side.facts.keys()])) {
    const [said, is] = [declared.facts.get(key), side.facts.get(key)]
    const { kind, subject } = (said ?? is) as Fact
    if (WORDS[kind] === undefined || (said && is && sameFact(said, is))) continue
    odd.set(kind, [...(odd.get(kind) ?? []), subject])
  }
  return [...odd].map(([kind, subjects]) => {
    const several = new Set(subjects).size > 1
    return `${WORDS[kind] ?? ''} ${namesOf(subjects)} ${several ? 'are' : 'is'} not what the files say`
  })
}
