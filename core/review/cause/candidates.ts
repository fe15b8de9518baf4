import type { Cause, ReviewPath } from '../types'
import { combination, placeOf, type Seen } from './seen'

/** A cause that would explain a path: one object for the same cause. */
export interface Candidate {
  readonly key: string
  readonly cause: Cause
}

/** What may explain a path, and by which way it goes: one object for the same service, group and role. */
export interface Explained {
  readonly way: object
  readonly candidates: readonly Candidate[]
}

/**
 * What may explain paths that only one side has: combinations of their facts that the other side has nowhere. Of two of
 * which one holds the other only the more general is told, since it explains no less.
 */
export function candidatesIn(paths: readonly ReviewPath[], other: Seen): readonly Explained[] {
  const known = new Map<string, Candidate>()
  const candidate = (kind: Cause['kind'], cause: Omit<Cause, 'kind'>): Candidate => {
    const { service = null, role = null, group = null, dataset = null, table = null, permission = null } = cause
    const key = combination(kind, service, role, group, dataset, table, permission)
    const found = known.get(key) ?? { key, cause: { kind, ...cause } }
    known.set(key, found)
    return found
  }
  // There are many paths, of few ways and few targets.
  const ways = new Map<string, readonly Candidate[]>()
  const targets = new Map<string, readonly Candidate[]>()
  return paths.map((path) => {
    const { service, group, role, permission, table } = path
    const dataset = placeOf(path)
    const way = remembered(ways, combination('', service, group, role), () => ofWay(path, other, candidate))
    const target = remembered(targets, combination('', role, dataset, table, permission), () =>
      ofTarget(path, other, candidate),
    )
    if (way.length + target.length > 0) return { way, candidates: [...way, ...target] }
    const shown = path.through ?? role
    // Other limits on what the role holds already, or what only a plan can say.
    const last = other.has(combination('opener', role, group, service))
      ? candidate('grant', { role: shown, dataset, ...(table !== null && { table }), permission })
      : candidate('member', { role: shown, group, service })
    return { way, candidates: [last] }
  })
}

function remembered<T>(known: Map<string, T>, key: string, make: () => T): T {
  const found = known.get(key) ?? make()
  known.set(key, found)
  return found
}

type Make = (kind: Cause['kind'], cause: Omit<Cause, 'kind'>) => Candidate

function ofWay({ service, group, role, through }: ReviewPath, other: Seen, make: Make): readonly Candidate[] {
  const isNew = (kind: string, ...names: readonly string[]): boolean => !other.has(combination(kind, ...names))
  const shown = through ?? role
  const ofService = service !== '' && isNew('service', service)
  const ofRole = isNew('role', role)
  return [
    ...(ofService ? [make('service', { service })] : []),
    ...(ofRole ? [make('role', { role: shown })] : []),
    ...(!ofRole && isNew('member', role, group) ? [make('member', { role: shown, group })] : []),
    ...(!ofRole && !ofService && isNew('way', role, service) ? [make('way', { role: shown, service })] : []),
  ]
}

function ofTarget(path: ReviewPath, other: Seen, make: Make): readonly Candidate[] {
  const { role, permission, table } = path
  const dataset = placeOf(path)
  const shown = path.through ?? role
  const isNew = (kind: string, ...names: readonly (string | null)[]): boolean => !other.has(combination(kind, ...names))
  const ofDataset = isNew('dataset', dataset)
  const ofTable = !ofDataset && table !== null && isNew('table', dataset, table)
  const general = [
    ...(ofDataset ? [make('dataset', { dataset })] : []),
    ...(ofTable ? [make('table', { dataset, table })] : []),
  ]
  if (isNew('role', role)) return general
  const ofEntry = !ofDataset && isNew('entry', role, dataset)
  const ofPermission = isNew('permission', role, permission)
  const isPart = !ofDataset && !ofEntry
  return [
    ...general,
    ...(ofEntry ? [make('grant', { role: shown, dataset })] : []),
    ...(ofPermission ? [make('grant', { role: shown, permission })] : []),
    ...(isPart && !ofTable && isNew('role-table', role, dataset, table)
      ? [make('grant', { role: shown, dataset, ...(table !== null && { table }) })]
      : []),
    ...(isPart && !ofPermission && isNew('role-permission', role, dataset, permission)
      ? [make('grant', { role: shown, dataset, permission })]
      : []),
  ]
}
