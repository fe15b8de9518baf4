import { compareText } from '../model/diagnostic'
import { isBlock } from '../access/snapshot/arguments'
import { canonical } from '../terraform/canonical'
import { Expression, type Value } from '../terraform/expression'
import { tells } from '../terraform/read/blocks'
import { isSaid, type ReadResource } from '../terraform/read/resource'
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
    return [...ofPaths(declared, side), ...ofFacts(declared, side), ...ofBlocks(declared, side)].map(tell)
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

/** What resources are made with: the providers of both, and what both say of where these come from. */
function ofBlocks(declared: Snapshot, side: Snapshot): string[] {
  if (side.told === 'none' || declared.told === 'none') return []
  const addresses = [...new Set([...blocksOf(declared), ...blocksOf(side)])].sort(compareText)
  return addresses.flatMap((address): string[] => {
    const [said, is] = [declared.resources.get(address), side.resources.get(address)]
    if (said && is) {
      const others = differing(said, is)
      return others.length === 0 ? [] : [`${address} has another ${others.join(', ')} than the files say`]
    }
    const { type } = (said ?? is) as ReadResource
    // Of a provider that nothing is made with, a plan does not say where it comes from.
    if (!tells(side.told, type)) return []
    return [said ? `${address} is not in the plan` : `${address} is in the plan, and not in the files`]
  })
}

const WITH = /^(?:provider\.|terraform\.required_providers$)/

const blocksOf = ({ resources }: Snapshot): string[] =>
  [...resources.values()].flatMap(({ address, type }) => (isBlock(type) && WITH.test(type) ? [address] : []))

const differing = (said: ReadResource, is: ReadResource): string[] =>
  [...new Set([...Object.keys(said.values), ...Object.keys(is.values)])]
    .filter((each) => sense(said.values[each]) !== sense(is.values[each]))
    .sort(compareText)

/** A value as both tell it: of what is computed, a plan says the first reference only. */
function sense(value: Value | undefined): string {
  if (value === undefined || !isSaid(value)) return ''
  const [computed] = expressionsIn(value)
  return computed ? `computed from ${/[\w-]+(?:\.[\w-]+)+/.exec(computed.text)?.[0] ?? ''}` : canonical(value)
}

const expressionsIn = (value: Value): readonly Expression[] =>
  value instanceof Expression
    ? [value]
    : typeof value === 'object' && value !== null
      ? (Object.values(value) as Value[]).flatMap(expressionsIn)
      : []
