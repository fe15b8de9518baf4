import { ACTIONS } from '../actions'
import { words } from '../actions/words'
import { NO_FACTS, type Area, type Expectation, type Probe } from '../area'
import { NOBODY, workgroupOf, type DeclaredRole, type Places } from '../places'

interface AthenaProbe extends Probe {
  readonly kind: string
  readonly name: string
}

const athena = (text: string): ReadonlySet<string> => new Set(words(text).map((each) => `athena:${each}`))

/** @see https://docs.aws.amazon.com/athena/latest/ug/example-policies-workgroup.html */
const IN_WORKGROUP = athena(`
  BatchGetNamedQuery BatchGetPreparedStatement BatchGetQueryExecution CreateNamedQuery CreatePreparedStatement
  DeleteNamedQuery DeletePreparedStatement GetNamedQuery GetPreparedStatement GetQueryExecution GetQueryResults
  GetQueryResultsStream GetQueryRuntimeStatistics GetWorkGroup ListNamedQueries ListPreparedStatements
  ListQueryExecutions StartQueryExecution StopQueryExecution UpdateNamedQuery UpdatePreparedStatement
`)
const IN_CATALOG = athena('GetDataCatalog GetDatabase GetTableMetadata ListDatabases ListTableMetadata')
/** These take no resource. */
const LISTS = athena('ListDataCatalogs ListEngineVersions ListWorkGroups')

/** Every workgroup of the environment, workgroups that are no role's, and the rest of what Athena knows by name. */
export function athenaProbes({ access, workgroups, workgroupArn }: Places): AthenaProbe[] {
  const names = [...workgroups, ...workgroups.map((each) => `${each}x`), 'primary']
  const named = (what: string): AthenaProbe => {
    const [kind = '', name = ''] = what.split('/')
    const resource = `arn:${access.partition}:athena:${access.region}:${access.account}:${what}`
    return { resource, facts: NO_FACTS, label: what, kind, name }
  }
  return [
    ...[...new Set(names)].map((name) => ({ ...named(`workgroup/${name}`), resource: workgroupArn(name) })),
    named('datacatalog/AwsDataCatalog'),
    named(`datacatalog/${NOBODY}`),
    named(`capacity-reservation/${NOBODY}`),
    { resource: '*', facts: NO_FACTS, label: 'Athena', kind: '*', name: '' },
  ]
}

/** What a role may do in Athena: query in its own workgroup, whose settings it cannot change. */
export function athenaArea(places: Places, role: DeclaredRole, probes: readonly AthenaProbe[]): Area<AthenaProbe> {
  const own = role.access?.kind === 'jobs' ? undefined : workgroupOf(places, role)
  const level: Expectation =
    own === undefined ? 'never' : role.policies.has('data-lake-user') ? 'must' : role.hasOwnTemplate ? 'may' : 'never'
  return {
    name: 'workgroups',
    actions: ACTIONS.athena,
    groups: [{ head: undefined, probes }],
    expects: (action, { kind, name }) => {
      if (kind === 'workgroup' && name === own && IN_WORKGROUP.has(action)) return level
      if (kind === 'datacatalog' && name === 'AwsDataCatalog' && IN_CATALOG.has(action)) return level
      if (LISTS.has(action)) return level === 'must' && kind !== '*' ? 'may' : level
      return 'never'
    },
    needed: level === 'must' ? new Set([...IN_WORKGROUP, ...IN_CATALOG, ...LISTS]) : new Set(),
  }
}
