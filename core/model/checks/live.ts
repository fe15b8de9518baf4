import { error, warning, type Diagnostic, type Position } from '../diagnostic'
import { groupKey } from '../group-names'
import { ownValue } from '../own-value'
import type { AccessSettings, DatasetSettings } from '../schema/dataset'
import { hintFor } from '../suggest'
import type { ValuePath } from '../yaml-path'
import { environmentsOf, repeated, twice, type Check } from './check'

type Place = (...path: ValuePath) => Position | undefined

/** A live role is of tables that are there, and whoever opens it has what `live` says and nothing else. */
export const checkLive: Check = (context) =>
  environmentsOf(context).flatMap(({ settings, at }) =>
    Object.entries(settings.datasets).flatMap(([name, dataset]): Diagnostic[] => {
      const place: Place = (...path) => at('datasets', name, ...path)
      return [
        ...roleFaults(name, dataset, place),
        ...entryFaults(name, dataset, place),
        ...unused(name, dataset, context.mesh.settings.sync, place),
      ]
    }),
  )

function roleFaults(name: string, { live, tables: all }: DatasetSettings, place: Place): Diagnostic[] {
  if (typeof live !== 'object') return []
  const { permissions, tables = [] } = live
  const listed = typeof permissions === 'object' ? permissions : []
  return [
    ...repeated(listed).map((index) => twice(listed[index], place('live', 'permissions', index))),
    ...repeated(tables).map((index) => twice(tables[index], place('live', 'tables', index))),
    ...tables.flatMap((table, index) => {
      if (ownValue(all, table)) return []
      const hint = hintFor('table', table, Object.keys(all))
      return [error('unknown-table', `${name} has no table ${table}`, place('live', 'tables', index), hint)]
    }),
  ]
}

function entryFaults(name: string, { live, access }: DatasetSettings, place: Place): Diagnostic[] {
  const known = new Set<string>()
  return access.flatMap((entry, index): Diagnostic[] => {
    const { to } = entry
    if (to.live === undefined) return []
    const at: Place = (...path) => place('access', index, ...path)
    if (live === undefined)
      return [
        error(
          'no-live-role',
          `${name} has no live role that ${to.live} could open`,
          at('to', 'live'),
          'give the dataset one (live: read), or share with the group: to: { group: … }',
        ),
      ]
    if (known.has(groupKey(to.live))) return [twice(to.live, at('to', 'live'))]
    known.add(groupKey(to.live))
    return saidTwice(entry).map((key) =>
      error(
        'live-entry',
        `${to.live} opens the live role of ${name}, whose rights \`live\` says`,
        at(key),
        `remove \`${key}\`, or share with the group: to: { group: … }`,
      ),
    )
  })
}

/** The keys of an entry that `live` says for everybody who opens the role. */
function saidTwice({ permissions, tables, columns, rows, files, services }: AccessSettings): string[] {
  const said = { permissions, tables, columns, rows, files: files || undefined, services: services[0] }
  return Object.entries(said).flatMap(([key, value]) => (value === undefined ? [] : [key]))
}

function unused(name: string, { live, access }: DatasetSettings, sync: 'off' | 'pull', place: Place): Diagnostic[] {
  if (live === undefined || sync === 'pull' || access.some(({ to }) => to.live !== undefined)) return []
  const message = `nobody can open the live role of ${name}: events count with sync: pull only`
  return [warning('live-unused', message, place('live'), 'set sync: pull in mesh.yaml, or remove `live`')]
}
