import { ENVIRONMENT_PREFIX } from '../../model/table-keys'
import type { Reached } from '../access/reach'
import { ItemFault, readItem, type Plain } from '../read/item'
import { textIn, type ReadResource } from '../read/resource'
import type { SideFault } from './side'

/**
 * Where the rows that a sign-in reads and the trust policies do not say the same: a way that has no row does not open,
 * and a row without a way opens nothing.
 */
export function entitlementFaults(
  resources: readonly ReadResource[],
  reached: readonly Reached[],
  environment: string,
): SideFault[] {
  const rows = new Set<string>()
  const faults: SideFault[] = []
  for (const { type, address, values } of resources) {
    if (type !== 'aws_dynamodb_table_item') continue
    const item = textIn(values, 'item')
    try {
      for (const way of waysOf(item === undefined ? {} : readItem(item), environment)) rows.add(way)
    } catch (cause) {
      if (!(cause instanceof ItemFault)) throw cause
      faults.push({ rule: 'entitlement-differs', message: 'a row of the entitlement table cannot be read', address })
    }
  }
  const trusted = new Set(
    reached.flatMap(({ role, direct }) => direct.map(({ service, group }) => wayKey(group, role.arn, service))),
  )
  const tell = (way: string, says: string): SideFault => {
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

function waysOf({ PK, SK, roles }: Readonly<Record<string, Plain>>, environment: string): string[] {
  const [, group] = typeof PK === 'string' ? (/^GROUP#([^]*)$/.exec(PK) ?? []) : []
  if (group === undefined || SK !== `${ENVIRONMENT_PREFIX}${environment}` || !Array.isArray(roles)) return []
  return (roles as readonly Plain[]).flatMap((each) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return []
    const { arn, services } = each as { readonly [name: string]: Plain }
    const names = typeof services === 'object' && services !== null ? Object.keys(services) : []
    return names.map((service) => wayKey(group, String(arn), service))
  })
}
