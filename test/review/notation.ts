import type { AccessPath } from '../../core/model/graph/paths'

/**
 * Paths as a person writes them, one line for many:
 *
 *     lab notebooks,reports NURSES acme-lab-reader default,trials DESCRIBE
 *     lab notebooks STATISTICS acme-lab-share-statistics trials.subjects SELECT | columns country,id | rows id > '5'
 *
 * are environment, services, groups, role, resources and permissions: a list stands for each of its values. A resource
 * is a dataset (its database), a dataset's table, `default` (the database) or a location. Facts follow: `columns`,
 * `rows`, `grantable`, `hours`; none of them means all columns, all rows, not grantable, one hour.
 */
export type Line = string

/** The environments that pairs have, and their accounts. */
const ACCOUNTS: Readonly<Record<string, string>> = { lab: '111111111111', field: '222222222222' }

type Facts = Pick<AccessPath, 'columns' | 'rows' | 'grantable' | 'expires' | 'sessionHours'>

/** What lines of gained or lost paths say. */
export const pathsIn = (lines: readonly Line[]): AccessPath[] =>
  lines.flatMap((line) => {
    const [keys = '', ...facts] = line.split(' | ')
    return expand(keys, factsOf(facts))
  })

/** What lines of changed paths say: `… | FACTS => FACTS`, where `=> all` and `all =>` are no facts. */
export const changesIn = (lines: readonly Line[]): { before: AccessPath; after: AccessPath }[] =>
  lines.flatMap((line) => {
    const at = line.indexOf(' | ')
    const [before, after, ...more] = line.slice(at + 3).split(' => ')
    if (at < 0 || before === undefined || after === undefined || more.length > 0)
      throw new Error(`${line} does not say from what to what`)
    const state = (facts: string): AccessPath[] =>
      expand(line.slice(0, at), factsOf(facts === 'all' ? [] : facts.split(' | ')))
    const afters = state(after)
    return state(before).map((each, index) => ({ before: each, after: afters[index]! }))
  })

function factsOf(words: readonly string[]): Facts {
  const given = new Map(words.map((each) => [each.split(' ', 1)[0] ?? '', each.slice(each.indexOf(' ') + 1)]))
  const unknown = [...given.keys()].filter((each) => !['columns', 'rows', 'grantable', 'hours'].includes(each))
  if (unknown.length > 0) throw new Error(`${unknown.join(', ')} is no fact`)
  return {
    columns: given.get('columns')?.split(',') ?? null,
    rows: given.get('rows') ?? null,
    grantable: given.has('grantable'),
    expires: null,
    sessionHours: Number(given.get('hours') ?? 1),
  }
}

function expand(keys: string, facts: Facts): AccessPath[] {
  const words = keys.split(' ')
  const [environment = '', services = '', groups = '', role = '', resources = '', permissions = ''] = words
  const account = ACCOUNTS[environment]
  if (words.length !== 6 || account === undefined) throw new Error(`${keys} is no line of paths`)
  return services.split(',').flatMap((service) =>
    groups.split(',').flatMap((group) =>
      resources.split(',').flatMap((resource) =>
        permissions.split(',').map((permission): AccessPath => ({
          environment,
          account,
          service,
          group,
          role,
          ...resourceOf(resource, environment, account),
          permission,
          ...facts,
        })),
      ),
    ),
  )
}

type Resource = Pick<AccessPath, 'dataset' | 'database' | 'table' | 'location'>

function resourceOf(resource: string, environment: string, account: string): Resource {
  if (resource === 'default') return { dataset: null, database: 'default', table: null, location: null }
  if (resource.startsWith('s3://')) {
    const bucket = resource.split('/')[2] ?? ''
    const start = `acme-${environment}-`
    const dataset = bucket.startsWith(start) ? bucket.slice(start.length, -`-${account}`.length) : null
    return { dataset, database: null, table: null, location: resource }
  }
  const [dataset = '', table = null] = resource.split('.')
  return { dataset, database: `${environment}_${dataset}`, table, location: null }
}
