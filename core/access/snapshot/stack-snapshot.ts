import { compareText } from '../../model/diagnostic'
import { DEFAULT_CLASSIFICATIONS, sensitivityOf } from '../../model/sensitivity'
import { datasetOfBucket } from '../reach/dataset-bucket'
import { lakeGrants } from '../reach/lake'
import { namesOf, type Names } from '../reach/names'
import { reach, type Reached } from '../reach/reach'
import { rolesOf } from '../reach/roles'
import { target, type Target } from '../reach/targets'
import type { ReadBlocks } from '../../terraform/read/blocks'
import type { ReadStack } from '../../terraform/read/stack'
import type { NotAnalysed, ReviewedDataset } from '../types'
import { knownLater, notUnderstood } from './arguments'
import { bucketOpeners } from './bucket-openers'
import { entitlementFaults } from './entitlements'
import { factsBy, policyFact, type Fact } from './fact'
import { bucketPolicyFacts, keyFacts } from './key-facts'
import { lakeFacts } from './lake-facts'
import { outsiders, unfold, type Block } from './paths'
import { poolFaults } from './pool-faults'
import { providerFacts } from './provider-facts'
import { resultsBucket, roleFiles } from './role-files'
import { outsidersOf, roleUses } from './role-uses'
import { serviceFacts } from './service-facts'
import type { Snapshot, SnapshotFault } from './snapshot'
import { snapshotMemory } from './memory'
import { rowsRead } from './rows'
import { storageFacts } from './storage-facts'

/**
 * What a stack's resources mean; `undefined` for a stack that does not say what it is, and so is no environment.
 *
 * @param settled whether this is what will be after an apply, when what is exclusive has taken off everything else
 */
export function stackSnapshot(stack: ReadStack, settled: boolean, memory = snapshotMemory()): Snapshot | undefined {
  const found = namesOf(stack)
  if (!found) return undefined
  const { environment, account } = found
  const databases = memory.databases('', [JSON.stringify(found.databases)], () => found.databases)
  const names = { ...found, databases }
  const { resources, blocks = NO_BLOCKS } = stack
  const roles = rolesOf(resources, names, settled)
  const grants = lakeGrants(resources, names, memory.lake)
  const [keys, buckets] = [keyFacts(resources), bucketPolicyFacts(resources)]
  const providers = resources.flatMap((each) => providerFacts(each, names))
  const reached = reach(roles.roles, names, presentServices(names, providers))
  const folders = resultsBucket(resources)
  const uses = roleUses(resources)
  const strange: SnapshotFault[] = []
  const faults = new Map([...stack.faults, ...roles.faults, ...grants.faults, ...keys.faults, ...buckets.faults])
  const held: Block[] = []
  for (const each of reached) {
    const { role } = each
    if (each.unclear !== undefined) faults.set(role.address, each.unclear)
    const files = roleFiles(each, names, folders, memory.files)
    const granted = grants.held.get(role.arn) ?? NOTHING
    const { strangers, servants } = outsidersOf(each, uses)
    const opened = each.openers.length > 0 || each.outsiders.length > 0
    if (opened) for (const [address, why] of files.faults) faults.set(address, why)
    const both = [granted, files.targets]
    const targets = opened ? memory.targets(role.arn, both, () => both.flat()) : NOTHING
    const { name, sessionHours } = role
    held.push({ role: name, sessionHours, openers: each.openers, targets })
    held.push(outsiders(name, strangers, targets, sessionHours))
    // What a service that works for the mesh needs is its own; whatever else its role holds is not.
    const beyond = targets.filter((one) => !uses.isOwn(role.arn, one))
    held.push(outsiders(name, servants, beyond, sessionHours))
    // A role that nobody opens may be opened tomorrow.
    if (!opened) held.push(outsiders(name, [role.arn], granted, sessionHours))
    for (const who of strangers)
      strange.push({
        rule: 'unknown-principal',
        message: `${role.name} can be opened by ${who}`,
        address: role.address,
      })
  }
  const known = new Set(roles.roles.map((each) => each.arn))
  for (const [who, targets] of grants.held) if (!known.has(who)) held.push(outsiders(who, [who], targets, 0))
  for (const { subject, document, address } of buckets.facts)
    if (document) held.push(...openedByBucket(names, subject, bucketOpeners(document), address ?? '', reached))
  const values = new Map<string, string>()
  for (const each of resources) {
    const later = (stack.computed?.has(each.address) ?? true) ? knownLater(each) : undefined
    if (later !== undefined && !faults.has(each.address)) faults.set(each.address, later)
  }
  for (const each of [...resources, ...blocks.all]) {
    const why = notUnderstood(each)
    if (!why) continue
    faults.set(each.address, why.reason)
    values.set(each.address, why.value)
  }
  const lake = resources.map(lakeFacts)
  const rows = rowsRead(resources, names, reached)
  const facts: Fact[] = [
    ...roles.roles.flatMap(({ name: subject, address, trust, policies, boundary, exclusive }): Fact[] => [
      policyFact({ kind: 'trust', subject, address, document: trust }),
      ...[...policies].map(([name, each]) => policyFact({ kind: 'policy', subject, name, ...each })),
      { kind: 'boundary', subject, value: boundary ?? '', address },
      { kind: 'protection', subject: `role ${subject}`, name: 'exclusive policies', value: String(exclusive), address },
    ]),
    ...keys.facts,
    ...buckets.facts,
    ...providers,
    ...serviceFacts(names),
    ...rows.facts,
    ...lake.flatMap((each) => each.facts),
    ...resources.flatMap(storageFacts),
  ]
  return {
    mesh: names.mesh,
    environment,
    account,
    paths: unfold(names, held, memory.paths),
    datasets: datasetsOf(names),
    services: Object.keys(names.services).sort(),
    groups: names.groups,
    ...(names.rules && { rules: names.rules }),
    facts: factsBy(facts),
    form: 'resources',
    faults: [
      ...reached.flatMap(({ role, faults: all }) =>
        all.map(({ rule, says }): SnapshotFault => ({ rule, message: `${role.name} ${says}`, address: role.address })),
      ),
      ...strange,
      ...lake.flatMap((each) => each.faults),
      ...resources.flatMap((each) => poolFaults(each, account)),
      ...entitlementFaults(resources, reached, environment),
      ...rows.faults,
    ],
    notAnalysed: [...faults].map(([address, reason]): NotAnalysed => {
      const value = values.get(address)
      return { environment, address, reason, ...(value !== undefined && { value }) }
    }),
    resources: new Map([...resources, ...blocks.all].map((each) => [each.address, each])),
    told: blocks.told,
  }
}

const NOTHING: readonly Target[] = []

const NO_BLOCKS: ReadBlocks = { told: 'none', all: [] }

/** The services whose providers are there; identity pools lie in the hub. */
function presentServices({ services }: Names, providers: readonly Fact[]): readonly string[] {
  const present = new Set(providers.map((each) => each.subject))
  return Object.keys(services)
    .filter((name) => services[name]?.protocol === 'cognito' || present.has(services[name]?.provider ?? ''))
    .sort(compareText)
}

function openedByBucket(
  names: Names,
  bucket: string,
  openers: ReadonlyMap<string, readonly string[]>,
  address: string,
  reached: readonly Reached[],
): Block[] {
  return [...openers].map(([who, permissions]) => {
    const targets = permissions.map((permission): Target =>
      target({ location: `s3://${bucket}/`, dataset: datasetOfBucket(names, bucket), permission, address }),
    )
    const found = reached.find((each) => each.role.arn === who)
    if (!found) return outsiders(who, [who], targets, 0)
    return { role: found.role.name, sessionHours: found.role.sessionHours, openers: found.openers, targets }
  })
}

function datasetsOf({ databases, rules }: Pick<Names, 'databases' | 'rules'>): ReviewedDataset[] {
  return Object.entries(databases)
    .map(([database, { dataset: name, classification, sensitivity, owner }]) => ({
      name,
      database,
      classification,
      sensitivity: sensitivity ?? sensitivityOf(classification, DEFAULT_CLASSIFICATIONS),
      owner,
      ...(rules && { stewards: rules.stewards[name] ?? [] }),
    }))
    .sort((a, b) => compareText(a.name, b.name))
}
