import { many } from '../../../../policy/document'
import type { SynthProtected, SynthStorage } from '../../../../terraform/rendered/storage'
import type { Lines } from '../../lines'
import type { Places } from '../places'
import { caught } from '../statements/fault'
import { bucketFaults, type Fault } from './bucket'
import { keyFaults } from './key'
import { principalsOf } from './principals'

/** Asks every bucket and key policy of an environment, and misses those that are not there. */
export function askResources(places: Places, storage: SynthStorage, lines: Lines): void {
  const { access, results } = places
  const environment = access.environment
  const principals = principalsOf(places)
  const foldersOf = new Map(access.datasets.map((each) => [each.bucket, Object.keys(each.tables)]))

  const tell = (what: string, { address, name }: SynthProtected, find: () => readonly Fault[]): void => {
    const report = (cause: string, message: string, role?: string): void =>
      lines.add(`${name} ${cause}`, () => ({
        kind: 'permission',
        environment,
        message: `the policy of ${what} ${name} ${message}`,
        ...(role !== undefined && { role }),
        address,
      }))
    const faults = caught(find, ({ number, message }) =>
      report(`refused ${number}`, `is one that AWS refuses: statement ${number}: ${message}`),
    )
    for (const { cause, message, who } of faults ?? []) report(cause, message, who?.role?.name)
  }
  const once = onceEach(places)
  for (const each of storage.buckets) {
    const folders = foldersOf.get(each.name) ?? []
    tell('the bucket', each, () => once(each, () => bucketFaults(places, each, folders, principals, lines)))
  }
  for (const each of storage.keys) tell('the key', each, () => keyFaults(places, each, principals, lines))

  const buckets = [...access.datasets.map((each) => each.bucket), results.bucket, access.home?.bucket]
  const aliases = [...access.datasets.map((each) => each.alias), results.alias, access.home?.alias]
  const missing = (what: string, names: readonly (string | undefined)[], there: readonly SynthProtected[]): void => {
    for (const name of names) {
      if (name === undefined || there.some((each) => each.name === name)) continue
      const message = `there is no policy of ${what} ${name}, so that nothing protects what it holds`
      lines.add(`missing ${name}`, () => ({ kind: 'permission', environment, message }))
    }
  }
  missing('the bucket', buckets, storage.buckets)
  missing('the key', aliases, storage.keys)
}

/**
 * Asks policies that say the same of different buckets once. Only where every resource is the bucket or all of its
 * objects: a pattern might reach one bucket and not the other.
 */
function onceEach({ bucketArn }: Places): (bucket: SynthProtected, ask: () => Fault[]) => Fault[] {
  const clean = new Set<string>()
  return ({ name, policy }, ask) => {
    const arn = bucketArn(name)
    const isPlain = policy.Statement.every(({ Resource: resource }) =>
      many(resource).every((each) => each === arn || each === `${arn}/*`),
    )
    const text = JSON.stringify(policy).replaceAll(arn, '')
    if (isPlain && clean.has(text)) return []
    const faults = ask()
    if (isPlain && faults.length === 0) clean.add(text)
    return faults
  }
}
