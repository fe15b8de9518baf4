import { allColumns, isLimited, permissionsOf, tablesOf, visibleColumns } from '../access'
import { error, type Diagnostic } from '../diagnostic'
import { groupKey } from '../names'
import { ownValue } from '../own-value'
import type { AccessSettings, DatasetSettings } from '../schema/dataset'
import { hintFor } from '../suggest'
import { environmentsOf, repeated, twice, type Check, type CheckContext, type Scope } from './check'

/** Each access entry names what exists, asks for what can be granted, and was approved by who may. */
export const checkAccess: Check = (context) =>
  environmentsOf(context).flatMap((scope) => [
    ...Object.entries(scope.settings.datasets).flatMap(([name, dataset]) =>
      dataset.access.flatMap((entry, index) => checkEntry({ context, scope, name, dataset, entry, index })),
    ),
    ...checkRoleNames(scope),
  ])

interface Entry {
  readonly context: CheckContext
  readonly scope: Scope
  readonly name: string
  readonly dataset: DatasetSettings
  readonly entry: AccessSettings
  readonly index: number
}

function checkEntry(each: Entry): Diagnostic[] {
  return [...checkReceiver(each), ...checkTables(each), ...checkPermissions(each), ...checkApproval(each)]
}

const place = ({ scope, name, index }: Entry, ...path: (string | number)[]): ReturnType<Scope['at']> =>
  scope.at('datasets', name, 'access', index, ...path)

function checkReceiver(each: Entry): Diagnostic[] {
  const { context, scope, entry } = each
  const { persona, group } = entry.to
  if (persona !== undefined) {
    if (!context.personas.has(persona)) {
      return [
        error(
          'unknown-persona',
          `there is no persona ${persona}`,
          place(each, 'to', 'persona'),
          hintFor('persona', persona, context.personas.keys()),
        ),
      ]
    }
    // A misspelt persona has its own message, and may be the one that is meant here.
    const misspelt = Object.keys(scope.settings.personas).some((name) => !context.personas.has(name))
    if ((ownValue(scope.settings.personas, persona) ?? []).length === 0 && !misspelt) {
      const hint = `give it groups under personas, or share with a group: to: { group: … }`
      return [
        error(
          'persona-without-groups',
          `the persona ${persona} has no group in ${scope.name}`,
          place(each, 'to', 'persona'),
          hint,
        ),
      ]
    }
  }
  if (entry.roleName !== undefined && group === undefined) {
    return [
      error(
        'bad-access',
        'roleName names the role of a group',
        place(each, 'roleName'),
        "a persona's role has its own name",
      ),
    ]
  }
  const own = Object.entries(scope.settings.personas).find(
    ([, groups]) => group !== undefined && groups.some((name) => groupKey(name) === groupKey(group)),
  )
  if (own) {
    const hint = `a share is for groups outside the environment: use to: { persona: ${own[0]} }, or give the group a persona of its own`
    return [
      error('share-to-itself', `${group} has the persona ${own[0]} in ${scope.name}`, place(each, 'to', 'group'), hint),
    ]
  }
  return []
}

function checkTables(each: Entry): Diagnostic[] {
  const { dataset, entry, name } = each
  const found: Diagnostic[] = repeated(entry.tables ?? []).map((index) =>
    twice(entry.tables?.[index], place(each, 'tables', index)),
  )
  entry.tables?.forEach((table, index) => {
    if (ownValue(dataset.tables, table)) return
    found.push(
      error(
        'unknown-table',
        `${name} has no table ${table}`,
        place(each, 'tables', index),
        hintFor('table', table, Object.keys(dataset.tables)),
      ),
    )
  })
  const [key, columns] = entry.columns?.only
    ? (['only', entry.columns.only] as const)
    : (['except', entry.columns?.except ?? []] as const)
  for (const index of repeated(columns)) {
    found.push(twice(columns[index], place(each, 'columns', key, index)))
  }
  for (const table of tablesOf(entry, dataset)) {
    const settings = ownValue(dataset.tables, table)
    if (!settings) continue
    columns.forEach((column, index) => {
      if (allColumns(settings).includes(column)) return
      const hint = hintFor('column', column, allColumns(settings))
      found.push(
        error('unknown-column', `the table ${table} has no column ${column}`, place(each, 'columns', key, index), hint),
      )
    })
    for (const partition of Object.keys(settings.partitions)) {
      if (!entry.columns || visibleColumns(entry, settings)?.includes(partition)) continue
      const hint = key === 'only' ? 'add it to `only`' : 'take it out of `except`; hide rows with `rows` instead'
      found.push(
        error(
          'partition-shown',
          `${partition} is a partition of ${table}, which Lake Formation shows whatever a filter says`,
          place(each, 'columns', key),
          hint,
        ),
      )
    }
    if (visibleColumns(entry, settings)?.length === 0) {
      const hint = 'leave a column over, or remove the entry'
      found.push(error('bad-columns', `no column of ${table} is left`, place(each, 'columns'), hint))
    }
  }
  return found
}

function checkPermissions(each: Entry): Diagnostic[] {
  const { context, entry } = each
  const listed = typeof entry.permissions === 'object' ? entry.permissions : []
  const again = repeated(listed).map((index) => twice(listed[index], place(each, 'permissions', index)))
  if (again.length > 0) return again
  const permissions = permissionsOf(
    entry,
    entry.to.persona === undefined ? undefined : context.personas.get(entry.to.persona),
  )
  if (permissions.length === 0) {
    return [
      error(
        'bad-access',
        `the persona ${entry.to.persona} has no permission on tables`,
        place(each),
        'say which with `permissions`',
      ),
    ]
  }
  if (isLimited(entry) && permissions.join() !== 'SELECT') {
    return [
      error(
        'limited-beyond-select',
        'a limit on columns or rows is for reading only',
        place(each, 'permissions'),
        'give SELECT here, and the rest in an entry without a limit',
      ),
    ]
  }
  if (isLimited(entry) && entry.files) {
    return [
      error(
        'limited-files',
        'whoever reads the files sees every column and row',
        place(each, 'files'),
        'remove `files`, or the limit',
      ),
    ]
  }
  if (entry.files && !permissions.includes('SELECT')) {
    return [
      error(
        'files-without-select',
        'reading files without SELECT would go round Lake Formation',
        place(each, 'files'),
        'add SELECT to the permissions',
      ),
    ]
  }
  return []
}

function checkApproval(each: Entry): Diagnostic[] {
  const { dataset, entry, name } = each
  if (entry.approvedBy === undefined) return []
  const approvers = [dataset.owner, ...dataset.stewards]
  if (approvers.some((group) => groupKey(group) === groupKey(entry.approvedBy ?? ''))) return []
  const hint = `who may: ${approvers.join(', ')}`
  return [error('approver', `${entry.approvedBy} may not approve access to ${name}`, place(each, 'approvedBy'), hint)]
}

/** A group has one role in an environment, so all its entries must agree on the role's name. */
function checkRoleNames(scope: Scope): Diagnostic[] {
  const names = new Map<string, string | undefined>()
  return Object.entries(scope.settings.datasets).flatMap(([dataset, { access }]) =>
    access.flatMap(({ to, roleName }, index) => {
      if (to.group === undefined) return []
      const key = groupKey(to.group)
      if (!names.has(key)) names.set(key, roleName)
      if (names.get(key) === roleName) return []
      const at = scope.at('datasets', dataset, 'access', index, ...(roleName === undefined ? [] : ['roleName']))
      return [
        error(
          'role-name-differs',
          `another entry of ${to.group} says roleName ${names.get(key) ?? '(none)'}`,
          at,
          'write the same roleName on every entry of the group',
        ),
      ]
    }),
  )
}
