import { createHash, type Hash } from 'node:crypto'
import { compareText } from '../../model/diagnostic'
import type { FactKind } from '../../access/snapshot/fact'
import type { KeyedPath } from '../../access/snapshot/keyed'
import type { Snapshot } from '../../access/snapshot/snapshot'
import { canonical } from '../../terraform/canonical'
import type { Value } from '../../terraform/expression'
import { isObject, type ReadResource } from '../../terraform/read/resource'
import { typeOf } from '../../terraform/types'

/** What every input tells alike; which data there is, an apply may still have to make. */
const KINDS: ReadonlySet<FactKind> = new Set<FactKind>([
  'administrator',
  'boundary',
  'bucket-policy',
  'certificate',
  'key-policy',
  'policy',
  'provider',
  'row',
  'service',
  'sign-in',
  'trust',
])

/**
 * SHA-256 over the sorted paths and what they do not say: facts, whose data it is and how changes are approved, who signs
 * in to pools, what was not analysed, and what is wrong in itself, so that nothing of it can come under an approval of
 * before.
 */
export function digestOfSide(paths: readonly KeyedPath[], side: Snapshot | undefined): string {
  const hash = createHash('sha256')
  hashLines(hash, paths)
  const facts = [...(side?.facts ?? [])].flatMap(([key, { kind, value }]) =>
    KINDS.has(kind) ? [`fact ${JSON.stringify([key, value])}\n`] : [],
  )
  const alike = [...(side?.resources.values() ?? [])].flatMap(alikeIn)
  for (const each of [...facts, ...alike].sort(compareText)) hash.update(each)
  if (side && (side.datasets.length > 0 || side.rules)) hash.update(`rules ${rulesOf(side)}\n`)
  const beside = [
    ...(side?.notAnalysed ?? []).map(({ address, reason, value = '' }) => `${address} ${reason} ${value}`),
    ...(side?.faults ?? [])
      .filter((each) => each.rule !== 'entitlement-differs')
      .map(({ rule, message }) => `${rule} ${message}`),
  ]
  for (const each of beside.sort(compareText)) hash.update(`not analysed ${JSON.stringify(each)}\n`)
  return `sha256:${hash.digest('hex')}`
}

/** A line for each argument of a resource that every input tells alike. */
function alikeIn({ type, address, values }: ReadResource): string[] {
  return (typeOf(type)?.alike ?? []).map((path) => {
    const [name = '', key] = path.split('.')
    const value = values[name]
    const said = key === undefined ? value : isObject(value) ? value[key] : undefined
    return `argument ${JSON.stringify([address, path, canonical(said)])}\n`
  })
}

/** Who owns and approves which data, how sensitive it is, and how changes are checked and rated. */
const rulesOf = ({ datasets, rules }: Snapshot): string =>
  JSON.stringify([
    datasets.map(({ name, database, classification, owner }) => [name, database, classification, owner]),
    // Their order says which is more sensitive.
    rules?.classifications ?? [],
    canonical((rules ?? null) as unknown as Value),
  ])

/** The same as an update for each path, in fewer calls, of which each has its price. */
function hashLines(hash: Hash, paths: readonly KeyedPath[]): void {
  for (let start = 0; start < paths.length; start += LINES) {
    const some = paths.slice(start, start + LINES)
    hash.update(some.map(({ key, facts }) => `${key}${facts}\n`).join(''))
  }
}

const LINES = 1000
