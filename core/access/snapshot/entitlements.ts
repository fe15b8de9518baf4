import { ENVIRONMENT_PREFIX } from '../../model/table-keys'
import { remember } from '../../policy/evaluate/memo'
import type { Reached } from '../reach/reach'
import { itemIn, type Plain } from '../../terraform/read/item'
import { ofType, textIn, type ReadResource } from '../../terraform/read/resource'
import type { SnapshotFault } from './snapshot'

/**
 * Where the rows that a sign-in reads and the trust policies do not say the same: a way that has no row does not open,
 * and a row without a way opens nothing.
 */
export function entitlementFaults(
  resources: readonly ReadResource[],
  reached: readonly Reached[],
  environment: string,
): SnapshotFault[] {
  const rows = new Set<string>()
  const faults: SnapshotFault[] = []
  for (const { address, values } of ofType(resources, 'aws_dynamodb_table_item')) {
    const ways = readRow(textIn(values, 'item') ?? '{}')
    if (!ways)
      faults.push({ rule: 'entitlement-differs', message: 'a row of the entitlement table cannot be read', address })
    else if (ways.environment === environment) for (const way of ways.ways) rows.add(way)
  }
  const trusted = new Set(
    reached.flatMap(({ role, direct }) => direct.map(({ service, group }) => wayKey(group, role.arn, service))),
  )
  const tell = (way: string, says: string): SnapshotFault => {
    const [group, role, service] = JSON.parse(way) as [string, string, string]
    const name = role.slice(role.lastIndexOf('/') + 1)
    return { rule: 'entitlement-differs', message: `${group} through ${service} to ${name}: ${says}` }
  }
  const missing = [...trusted].filter((each) => !rows.has(each) && !each.startsWith('["*.'))
  const idle = [...rows].filter((each) => !trusted.has(each))
  return [
    ...faults,
    ...missing.sort().map((each) => tell(each, 'the role would open, and no row tells a sign-in so')),
    ...idle.sort().map((each) => tell(each, 'a row tells a sign-in so, and the role does not open')),
  ]
}

const wayKey = (group: string, role: string, service: string): string => JSON.stringify([group, role, service])

interface Row {
  readonly environment: string | undefined
  readonly ways: readonly string[]
}

/** Equal texts are read once: before and after mostly say the same. */
const rowOf = remember((text): { readonly row: Row | undefined } => {
  const item = itemIn(text)
  return { row: item && waysOf(item) }
})

/** `undefined` for what is no row. */
const readRow = (text: string): Row | undefined => rowOf(text).row

function waysOf({ PK, SK, roles }: Readonly<Record<string, Plain>>): Row {
  const [, group] = typeof PK === 'string' ? (/^GROUP#([^]*)$/.exec(PK) ?? []) : []
  const environment =
    typeof SK === 'string' && SK.startsWith(ENVIRONMENT_PREFIX) ? SK.slice(ENVIRONMENT_PREFIX.length) : undefined
  if (group === undefined || !Array.isArray(roles)) return { environment, ways: [] }
  const ways = (roles as readonly Plain[]).flatMap((each) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return []
    const { arn, services } = each as { readonly [name: string]: Plain }
    const names = typeof services === 'object' && services !== null ? Object.keys(services) : []
    return names.map((service) => wayKey(group, String(arn), service))
  })
  return { environment, ways }
}
