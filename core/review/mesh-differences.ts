import { diffPaths } from './compare/difference'
import { namesOf } from './compare/many'
import { sameFact, type Fact, type FactKind } from '../access/snapshot/fact'
import type { Snapshot, Snapshots } from '../access/snapshot/snapshot'
import { canonical } from '../terraform/canonical'
import { holdsExpression } from '../terraform/read/resource'
import { meaningOf, typeOf } from '../terraform/types'
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
    return [...ofPaths(declared, side), ...ofFacts(declared, side), ...ofProviders(declared, side)].map(tell)
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

/** With what, where and as whom a plan is applied; what is known at the apply alone cannot be held against anything. */
function ofProviders(declared: Snapshot, side: Snapshot): string[] {
  const providers = [...side.resources.values()].filter(({ type }) => type.startsWith('provider.'))
  return providers.flatMap(({ address, type, values }): string[] => {
    const said = declared.resources.get(address)
    if (!said) return [`${address} is none of the files`]
    const known = typeOf(type)
    const names = [...new Set([...Object.keys(said.values), ...Object.keys(values)])].sort()
    const others = names.filter((each) => {
      const [was, is] = [said.values[each], values[each]]
      const isCompared = known !== undefined && meaningOf(known, each) !== 'computed'
      return isCompared && !holdsExpression(was) && !holdsExpression(is) && canonical(was) !== canonical(is)
    })
    return others.length === 0 ? [] : [`${others.join(', ')} of ${address} is not what the files say`]
  })
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
