import type { Cause, ReviewPath } from '../types'
import { combination, placeOf, type Seen } from './seen'

/** A cause that would explain a path, by a text that is equal for the same cause. */
export interface Candidate {
  readonly key: string
  readonly cause: Cause
}

/**
 * What may explain a path that only one side has: combinations of its facts that the other side has nowhere. Of two of
 * which one holds the other only the more general is told, since it explains no less.
 */
export function candidatesOf(path: ReviewPath, other: Seen): readonly Candidate[] {
  const { service, group, role, permission, table } = path
  const dataset = placeOf(path)
  const shown = path.through ?? role
  const isNew = (kind: string, ...names: readonly (string | null)[]): boolean => !other.has(combination(kind, ...names))
  const found: Candidate[] = []
  const add = (kind: Cause['kind'], cause: Omit<Cause, 'kind'>, key: string): void =>
    void found.push({ key, cause: { kind, ...cause } })
  const ofService = service !== '' && isNew('service', service)
  const ofDataset = isNew('dataset', dataset)
  const ofRole = isNew('role', role)
  if (ofService) add('service', { service }, combination('service', service))
  if (ofDataset) add('dataset', { dataset }, combination('dataset', dataset))
  if (ofRole) add('role', { role: shown }, combination('role', shown))
  const ofTable = table !== null && !ofDataset && isNew('table', dataset, table)
  const ofMember = !ofRole && isNew('member', role, group)
  const ofWay = !ofRole && !ofService && isNew('way', role, service)
  const ofEntry = !ofRole && !ofDataset && isNew('entry', role, dataset)
  const ofPermission = !ofRole && isNew('permission', role, permission)
  if (ofTable) add('table', { dataset, table }, combination('table', dataset, table))
  if (ofMember) add('member', { role: shown, group }, combination('member', shown, group))
  if (ofWay) add('way', { role: shown, service }, combination('way', shown, service))
  if (ofEntry) add('grant', { role: shown, dataset }, combination('grant', shown, dataset))
  if (ofPermission) add('grant', { role: shown, permission }, combination('grant', shown, null, permission))
  const target = !ofRole && !ofDataset && !ofEntry
  if (target && !ofTable && isNew('role-table', role, dataset, table))
    add(
      'grant',
      { role: shown, dataset, ...(table !== null && { table }) },
      combination('grant', shown, dataset, table, null),
    )
  if (target && !ofPermission && isNew('role-permission', role, dataset, permission))
    add('grant', { role: shown, dataset, permission }, combination('grant', shown, dataset, null, permission))
  if (found.length === 0 && isNew('opener', role, group, service))
    add('member', { role: shown, group, service }, combination('member', shown, group, service))
  // Other limits on what the role holds already, or a further permission on one of several tables.
  if (found.length === 0)
    add(
      'grant',
      { role: shown, dataset, ...(table !== null && { table }), permission },
      combination('grant', shown, dataset, table, permission),
    )
  return found
}
