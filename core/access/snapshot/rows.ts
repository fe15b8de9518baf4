import { HUB } from '../../model/stack-names'
import { liveRoleName } from '../../model/names'
import { declaredKey, groupPartition, SERVICE_PREFIX } from '../../model/table-keys'
import { TRUST_TAG } from '../../model/tags'
import { trustMark, type TrustRole, type TrustRow } from '../../model/trust-row'
import { itemIn, type Plain } from '../../terraform/read/item'
import { isObject, ofType, textIn, type ReadResource } from '../../terraform/read/resource'
import type { Names } from '../reach/names'
import type { Reached } from '../reach/reach'
import type { Fact } from './fact'
import type { SnapshotFault } from './snapshot'

export interface RowsRead {
  readonly facts: readonly Fact[]
  readonly faults: readonly SnapshotFault[]
}

const GROUP_PREFIX = groupPartition('')

type Row = { readonly [name: string]: Plain }

/**
 * The rows of the entitlement table that a stack writes: what a sign-in reads of them beside its ways, which
 * `entitlementFaults` compares. A row of a key that is not the stack's, or with what no row has, is a fault.
 */
export function rowsRead(resources: readonly ReadResource[], names: Names, reached: readonly Reached[]): RowsRead {
  const facts: Fact[] = []
  const faults: SnapshotFault[] = []
  const seen = new Set<string>()
  const known: { readonly groups: readonly string[]; readonly tell: Tell }[] = []
  const withRow = new Set<string>()
  const roles = new Map(reached.map((each) => [each.role.arn, each]))
  const marks = new Map<string, string>()
  for (const { address, values } of ofType(resources, 'aws_dynamodb_table_item')) {
    // What cannot be read, `entitlementFaults` tells.
    const row = itemIn(textIn(values, 'item') ?? '{}')
    if (!row) continue
    const key = `${String(row.PK)} ${String(row.SK)}`
    const tell = (says: string): void =>
      void faults.push({ rule: 'row-changed', message: `the row ${key} ${says}`, address })
    const { PK: _, SK: __, ...own } = row
    if (seen.has(key)) tell('is written twice')
    seen.add(key)
    const kind = kindOf(row, names)
    switch (kind) {
      case 'service':
        facts.push({ kind: 'row', subject: key, value: JSON.stringify(sorted(own)), address })
        break
      case 'revision':
        tellOthers(own, ['revision', 'groups'], tell)
        known.push({ groups: rowsIn(own.groups, 'groups', tell).map((each) => knownGroup(each, names, tell)), tell })
        break
      case 'trust': {
        const { revision: _, roles: ofRoles, ...constant } = own
        facts.push({ kind: 'row', subject: key, value: JSON.stringify(sorted(constant)), address })
        for (const each of rowsIn(ofRoles, 'roles', tell)) {
          trustRoleFaults(each, names, roles, tell)
          marks.set(String(each.name), markOf(own, each))
        }
        break
      }
      case 'group': {
        const { code, roles: ofRoles } = own
        tellOthers(own, ['code', 'roles'], tell)
        const group = String(row.PK).slice(GROUP_PREFIX.length)
        if (names.groups[String(code)] !== group) tell(`says the code ${String(code)}, which is not the group's`)
        withRow.add(group)
        for (const each of rowsIn(ofRoles, 'roles', tell)) {
          groupRoleFaults(each, names, roles, tell)
          // No other resource says where the home is.
          for (const { name, location } of rowsIn(each.datasets, 'datasets', () => undefined))
            if (name === 'home') facts.push({ kind: 'row', subject: `${key} home`, value: String(location), address })
        }
        break
      }
      case undefined:
        tell('is not one that this stack writes')
    }
  }
  for (const { groups, tell } of known) {
    const missing = [...withRow].filter((each) => !groups.includes(each)).sort()
    if (missing.length > 0) tell(`leaves out ${missing.join(', ')}: the hooks do not know them`)
  }
  return { facts, faults: [...faults, ...markFaults(resources, marks)] }
}

/** What trust-sync asks of the tag of a role of the row TRUST. */
const markOf = ({ sourceIdentity, services }: Row, { kind, persona, dataset, codes, services: leading }: Row): string =>
  trustMark(
    { sourceIdentity, services: listOf(services).filter(isRow) } as unknown as TrustRow,
    { kind, persona, dataset, codes: listOf(codes), services: listOf(leading) } as unknown as TrustRole,
  )

/** A role whose tag is not what the row makes of it: trust-sync would follow another row, or none. */
function markFaults(resources: readonly ReadResource[], marks: ReadonlyMap<string, string>): SnapshotFault[] {
  return ofType(resources, 'aws_iam_role').flatMap(({ address, values }): SnapshotFault[] => {
    const { tags } = values
    const tag = isObject(tags) ? textIn(tags, TRUST_TAG) : undefined
    const name = textIn(values, 'name') ?? ''
    if (tag === marks.get(name)) return []
    return [{ rule: 'row-changed', message: `${name} has the tag ${TRUST_TAG} of another row than TRUST`, address }]
  })
}

const listOf = (value: Plain | undefined): readonly Plain[] => (Array.isArray(value) ? (value as readonly Plain[]) : [])

/** By such an entry hooks know a group: the code of another one would open what is that one's. */
function knownGroup(row: Row, { groups }: Names, tell: Tell): string {
  tellOthers(row, ['name', 'code'], tell)
  const { name, code } = row
  if (groups[String(code)] !== name) tell(`says the code ${String(code)} of ${String(name)}, which is not the group's`)
  return String(name)
}

type Tell = (says: string) => void

function kindOf({ PK, SK }: Row, { environment }: Names): 'service' | 'revision' | 'trust' | 'group' | undefined {
  const is = (key: { PK: string; SK: string }): boolean => PK === key.PK && SK === key.SK
  if (environment === HUB)
    return String(PK).startsWith(SERVICE_PREFIX) && is(declaredKey.service(String(PK).slice(SERVICE_PREFIX.length)))
      ? 'service'
      : undefined
  if (is(declaredKey.environment(environment))) return 'revision'
  if (is(declaredKey.trust(environment))) return 'trust'
  return String(PK).startsWith(GROUP_PREFIX) &&
    is(declaredKey.group(String(PK).slice(GROUP_PREFIX.length), environment))
    ? 'group'
    : undefined
}

function tellOthers(own: Row, known: readonly string[], tell: Tell): void {
  const others = Object.keys(own).filter((each) => !known.includes(each))
  if (others.length > 0) tell(`has ${others.sort().join(', ')}, which no such row has`)
}

function groupRoleFaults(row: Row, names: Names, roles: ReadonlyMap<string, Reached>, tell: Tell): void {
  tellOthers(row, ['arn', 'persona', 'sessionHours', 'services', 'datasets'], tell)
  const { arn, persona, sessionHours, services, datasets } = row
  const of = roles.get(String(arn))?.role
  // A role that is not there is told by whoever compares ways.
  if (!of) return
  if (sessionHours !== of.sessionHours) tell(`says ${String(sessionHours)} hours of sessions of ${of.name}`)
  const isOfPersona =
    persona === 'share' || persona === 'live'
      ? of.name.includes(`-${persona}-`)
      : of.name.endsWith(`-${String(persona)}`)
  if (!isOfPersona) tell(`calls ${of.name} the role of ${String(persona)}`)
  if (!isRow(services)) tell('has services that cannot be read')
  for (const [service, provider] of Object.entries(isRow(services) ? services : {}))
    if (names.services[service] && names.services[service].provider !== provider)
      tell(`says the provider ${String(provider)} of ${service}`)
  for (const each of rowsIn(datasets, 'datasets', tell)) datasetFaults(each, names, tell)
}

function datasetFaults(row: Row, { databases }: Names, tell: Tell): void {
  tellOthers(row, ['name', 'database', 'location'], tell)
  const { name, database, location } = row
  if (database === undefined && name === 'home') return
  const known = databases[String(database)]
  if (known?.dataset !== name || `s3://${known?.bucket ?? ''}/` !== location)
    tell(`says of the dataset ${String(name)} what is not so`)
}

function trustRoleFaults(row: Row, scope: Names, roles: ReadonlyMap<string, Reached>, tell: Tell): void {
  tellOthers(row, ['name', 'arn', 'kind', 'persona', 'sessionHours', 'codes', 'services', 'dataset', 'location'], tell)
  const { groups } = scope
  const { name, arn, sessionHours, codes } = row
  const of = roles.get(String(arn))
  if (!of || of.role.name !== name) return tell(`names the role ${String(name)}, which is not the stack's`)
  if (sessionHours !== of.role.sessionHours) tell(`says ${String(sessionHours)} hours of sessions of ${of.role.name}`)
  if (!isLive(row, scope)) tell(`says of ${of.role.name} whose live role it is, which is not so`)
  const opened = new Set(of.direct.map((each) => each.group))
  const named = listOf(codes).map((each) => groups[String(each)] ?? '?')
  if (named.some((each) => !opened.has(each)) || [...opened].some((each) => !named.includes(each)))
    tell(`names other groups of ${of.role.name} than its trust policy`)
}

/** Events may open what a row calls live, for the dataset that it names: no other role may be called so. */
function isLive({ name, kind, dataset, location }: Row, scope: Names): boolean {
  if (kind !== 'live') return dataset === undefined && location === undefined
  const known = Object.values(scope.databases).find((each) => each.dataset === dataset)
  return known !== undefined && name === liveRoleName(scope, String(dataset)) && location === `s3://${known.bucket}/`
}

const isRow = (value: Plain | undefined): value is Row =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The rows of a list; what is none is told. */
function rowsIn(value: Plain | undefined, what: string, tell: Tell): readonly Row[] {
  const all = listOf(value)
  const rows = all.filter(isRow)
  if (!Array.isArray(value) || rows.length < all.length) tell(`has ${what} that cannot be read`)
  return rows
}

const sorted = (row: Row): readonly (readonly [string, Plain])[] =>
  Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))
