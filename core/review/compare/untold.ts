import type { Snapshot } from '../../access/snapshot/snapshot'
import { isBlock } from '../../access/snapshot/arguments'
import { tells } from '../../terraform/read/blocks'
import { bucketName } from '../../model/names'
import { canonical } from '../../terraform/canonical'
import { textIn, type ReadResource } from '../../terraform/read/resource'
import { meaningOf, typeOf, type KnownType } from '../../terraform/types'
import { isRepeated } from './arguments'
import type { Actions } from './environment'
import type { PathDifference } from './difference'
import type { Said } from './many'

/** What of an environment's change is told already. */
export interface Told {
  readonly paths: PathDifference
  readonly said: readonly Said[]
  /** Messages of what is wrong with one of the sides alone. */
  readonly faults: readonly { readonly address?: string; readonly message: string }[]
  /** Addresses of what is not understood. */
  readonly notAnalysed: ReadonlySet<string>
}

/**
 * Resources of which something differs that is read, and of which nothing is told: that a change of a fact is silent is
 * never taken for granted. What follows from access is told with whatever else is. What is made of a resource is told under
 * its address, or of the role, bucket or table that it is of.
 */
export function untold(before: Snapshot, after: Snapshot, told: Told, { imported }: Actions): Said[] {
  const names = tellsOf(told, before, after)
  const isMoved = movedOf(before, after)
  const anything = [told.paths.gained, told.paths.lost, told.paths.changed, told.said, told.faults].some(
    (each) => each.length > 0,
  )
  const isTold = (each: ReadResource, { follows = false }: KnownType): boolean => (follows && anything) || names(each)
  const found: Said[] = []
  for (const [address, is] of after.resources) {
    const was = before.resources.get(address)
    const type = typeOf(is.type)
    const taken = imported.get(address)
    if (taken !== undefined)
      found.push({
        rule: 'configuration-changed',
        subject: address,
        says: `is taken over from what is there already: ${taken}`,
        address,
      })
    if (!was && isOfNoDataset(is, after))
      found.push({
        rule: 'configuration-changed',
        subject: address,
        says: `registers ${textIn(is.values, 'arn') ?? 'a location'}, which is of no dataset`,
        address,
      })
    if (!type || type.whole || !was || was.values === is.values) continue
    const others = readArguments(type, was, is).filter(
      (each) =>
        canonical(was.values[each]) !== canonical(is.values[each]) && !isRepeated(type, each, is, before, after),
    )
    if (others.length > 0 && !isTold(is, type) && !isTold(was, type))
      found.push({
        rule: type.untold ?? 'configuration-changed',
        subject: address,
        says: `has another ${others.sort().join(', ')} than before`,
        address,
      })
  }
  for (const [address, was] of before.resources) {
    const type = typeOf(was.type)
    // What a grant gives is paths, and nothing else: Lake Formation's own list calls none by an address.
    if (
      !type ||
      type.whole ||
      was.type === 'aws_lakeformation_permissions' ||
      after.resources.has(address) ||
      isTold(was, type) ||
      isMoved(was)
    )
      continue
    if (isBlock(was.type) && !tells(after.told, was.type)) continue
    const rule = isBlock(was.type) ? 'configuration-changed' : 'resource-gone'
    found.push({ rule, subject: address, says: 'is no longer there', address })
  }
  return found
}

/** A location that Lake Formation opens, and that is no dataset's. */
function isOfNoDataset({ type, values }: ReadResource, side: Snapshot): boolean {
  if (type !== 'aws_lakeformation_resource') return false
  const { mesh, environment, account, datasets } = side
  const bucket = (textIn(values, 'arn') ?? '').split(':::')[1]?.split('/')[0]
  return !datasets.some(({ name }) => bucketName({ mesh, environment, account }, name) === bucket)
}

/** Whether something that goes comes back under another address, and is the same. */
function movedOf(before: Snapshot, after: Snapshot): (gone: ReadResource) => boolean {
  let come: ReadonlySet<string> | undefined
  const key = ({ type, values }: ReadResource): string => `${type} ${canonical(values)}`
  return (gone) => {
    // Mostly nothing goes.
    come ??= new Set(
      [...after.resources].flatMap(([address, each]) => (before.resources.has(address) ? [] : key(each))),
    )
    return come.has(key(gone))
  }
}

const readArguments = (type: KnownType, ...sides: readonly ReadResource[]): readonly string[] => [
  ...new Set(sides.flatMap(({ values }) => Object.keys(values).filter((each) => meaningOf(type, each) === 'read'))),
]

/** What a resource is of, as paths and findings call it. */
const OF = ['role', 'role_name', 'bucket', 'database_name', 'principal', 'name', 'arn', 'role_arn'] as const

function tellsOf(
  { paths, said, faults, notAnalysed }: Told,
  ...sides: readonly Snapshot[]
): (each: ReadResource) => boolean {
  const addresses = new Set(notAnalysed)
  const names = new Set<string>()
  const buckets = new Map(sides.flatMap((side) => side.datasets.map((each) => [each.name, each.database] as const)))
  for (const each of [...paths.gained, ...paths.lost, ...paths.changed.flatMap((one) => [one.before, one.after])]) {
    if (each.address !== undefined) addresses.add(each.address)
    names.add(each.role)
    if (each.database !== null) names.add(each.database)
    if (each.dataset !== null) names.add(buckets.get(each.dataset) ?? each.dataset)
    if (each.location !== null) names.add(/^s3:\/\/([^/]+)/.exec(each.location)?.[1] ?? each.location)
  }
  const speak = (text: string): void => {
    for (const word of text.split(/[\s:,]+|\/(?=[^/]*$)/)) names.add(word)
  }
  for (const each of said) {
    if (each.address !== undefined) addresses.add(each.address)
    speak(each.subject)
  }
  for (const each of faults) {
    if (each.address !== undefined) addresses.add(each.address)
    speak(each.message)
  }
  return ({ address, values }) => {
    if (addresses.has(address)) return true
    return OF.some((key) => {
      const value = textIn(values, key)
      return value !== undefined && (names.has(value) || names.has(value.slice(value.search(/[^/:]*$/))))
    })
  }
}
