import { formatPosition } from '../../model/diagnostic'
import type { ResourceHop } from './types'
import { field, wrap, WIDTH } from './wrap'

/** Resources with the facts and lines of each; tables that differ in nothing but their names together. */
export function resourcesText(resources: readonly ResourceHop[]): string[] {
  const found = new Map<string, ResourceHop[]>()
  for (const each of resources) {
    const { permissions, columns, rows, grantable, expires, at } = each
    const key = JSON.stringify([kindOf(each), permissions, columns, rows, grantable, expires, at])
    found.set(key, [...(found.get(key) ?? []), each])
  }
  return [...found.values()].flatMap(alike)
}

function alike(resources: readonly ResourceHop[]): string[] {
  const [first] = resources
  if (!first) return []
  const kind = kindOf(first)
  const { permissions, columns, rows, grantable, expires, at } = first
  const names = [...new Set(resources.map(nameOf))].join(', ')
  const head = wrap(`${kind}${resources.length > 1 ? 's' : ''} ${names}`, WIDTH - 2)
  const limits =
    kind === 'table'
      ? [
          ...field('columns', columns === null ? 'all' : columns.join(', ')),
          ...field('rows', rows === null ? 'all' : rows.replace(/\s*\n\s*/g, ' ')),
        ]
      : []
  return [
    ...head.map((line, index) => (index === 0 ? line : `  ${line}`)),
    ...field(permissions.length > 1 ? 'permissions' : 'permission', permissions.join(', ')),
    ...limits,
    ...(grantable ? field('grantable', 'yes, to others, outside the files') : []),
    ...field('expires', expires ?? 'never'),
    ...at.flatMap((each, index) => field(index === 0 ? 'granted by' : 'and by', formatPosition(each))),
  ]
}

const kindOf = ({ location, table }: ResourceHop): string =>
  location !== null ? 'location' : table !== null ? 'table' : 'database'

function nameOf({ dataset, database, table, location }: ResourceHop): string {
  if (location !== null) return location
  return table === null
    ? `${database ?? ''}${dataset === null ? ', which Athena asks for' : ''}`
    : `${database ?? ''}.${table}`
}
