import type { LocationPermission } from '../../../../model/graph'
import { aliasName } from '../../../../model/names'
import { many } from '../../../../policy/document'
import { ACTIONS } from '../actions'
import type { Area, Expectation, Probe } from '../area'
import type { FactMap } from '../statements/decide'
import { NOBODY, type DeclaredRole, type Places } from '../places'
import { locationsOf } from './buckets'
import { examplesOf } from './examples'

interface KeyProbe extends Probe {
  /** `undefined` for what is no key of the mesh. */
  readonly alias: string | undefined
}

/** What Lake Formation needs of the keys of a bucket that it reads and writes. */
const ALL_USES = [
  'kms:Decrypt',
  'kms:DescribeKey',
  'kms:Encrypt',
  'kms:GenerateDataKey',
  'kms:GenerateDataKeyWithoutPlaintext',
  'kms:ReEncryptFrom',
  'kms:ReEncryptTo',
] as const
/** S3 encrypts a data key's worth at a time, and decrypts in a multipart upload. */
const WRITING = ['kms:Decrypt', 'kms:GenerateDataKey'] as const
const READING = ['kms:Decrypt'] as const
const USED: ReadonlySet<string> = new Set(WRITING)

/** Keys of the mesh by alias, and keys that only look like one: of nobody, without alias, of elsewhere. */
export function keyProbes({ access, results, keyArn }: Places): KeyProbe[] {
  const aliases = [
    ...access.datasets.map((each) => each.alias),
    results.alias,
    ...(access.home ? [access.home.alias] : []),
  ]
  const named = (names: readonly string[] | undefined): FactMap =>
    new Map(names === undefined ? [] : [['kms:resourcealiases', names]])
  const at = (label: string, names: readonly string[] | undefined, resource = keyArn): KeyProbe => ({
    resource,
    facts: named(names),
    label,
    alias: undefined,
  })
  const { account, region } = access
  const elsewhere = [
    keyArn.replace(`:${account}:`, account === '000000000001' ? ':000000000002:' : ':000000000001:'),
    keyArn.replace(`:${region}:`, `:${region}-x:`),
  ]
  return [
    ...aliases.map((alias) => ({ ...at(alias, [alias]), alias })),
    ...aliases.map((alias) => at(`${alias}x`, [`${alias}x`])).filter(({ label }) => !aliases.includes(label)),
    at('a key of another alias', [`alias/${NOBODY}`]),
    at('a key without an alias', []),
    at('a key without an alias', undefined),
    ...elsewhere.map((resource) => at('a key of elsewhere', aliases, resource)),
    at('an alias', undefined, keyArn.replace(/key\/.*/, `alias/${NOBODY}`)),
    at('no key', undefined, '*'),
  ]
}

/** What a role may do with keys. */
export function keyArea(places: Places, role: DeclaredRole, probes: readonly KeyProbe[]): Area<KeyProbe> {
  const uses = usesOf(places, role)
  const known = new Set(probes.map((each) => each.alias))
  const beginning = aliasName(places.access, '')
  const isCompact = role.isCompact && places.access.datasets.every((each) => uses.has(each.alias))
  return {
    name: 'keys',
    actions: ACTIONS.kms,
    groups: [{ head: undefined, probes }],
    expects: (action, { alias, label }): Expectation => {
      const found = uses.get(alias ?? '')
      if (found) return found.actions.has(action) ? found.expectation : 'never'
      return isCompact && alias === undefined && label.startsWith(beginning) && USED.has(action) ? 'may' : 'never'
    },
    witnessesOf: ({ Condition: conditions = {}, Resource: patterns }) => {
      const aliases = Object.values(conditions)
        .flatMap((keys) => Object.entries(keys))
        .filter(([key]) => key.toLowerCase() === 'kms:resourcealiases')
        .flatMap(([, value]) => examplesOf(value))
      const named = many(patterns).filter((each) => /^arn:[^:]*:kms:/.test(each) && !each.endsWith(':key/*'))
      const at = (resource: string, alias: string): KeyProbe => ({
        resource,
        facts: new Map([['kms:resourcealiases', [alias]]]),
        label: alias,
        alias: undefined,
      })
      return [
        ...aliases.filter((each) => !known.has(each)).map((each) => at(places.keyArn, each)),
        // A key by its id is none of the mesh's, which are known by their aliases.
        ...examplesOf(named).flatMap((resource) => [
          { resource, facts: new Map(), label: resource, alias: undefined },
          ...aliases.map((each) => at(resource, each)),
        ]),
      ]
    },
    needed: new Set(uses.size === 0 ? [] : ALL_USES),
    sourceOf: ({ alias }) => {
      const dataset = places.access.datasets.find((each) => each.alias === alias)
      return role.access?.locations.find((each) => each.dataset !== null && each.dataset === dataset?.name)?.source
    },
  }
}

interface Uses {
  readonly actions: ReadonlySet<string>
  readonly expectation: Expectation
}

/** What a role does with which key: that of a dataset as with its objects, that of results as with its own folders. */
function usesOf(places: Places, role: DeclaredRole): ReadonlyMap<string, Uses> {
  const { access, results } = places
  const uses = new Map<string, Uses>()
  const add = (alias: string, actions: readonly string[], expectation: Expectation = 'must'): void => {
    uses.set(alias, { actions: new Set(actions), expectation })
  }
  const locations = locationsOf(places, role)
  for (const { name, bucket, alias } of access.datasets) {
    const has = (permission: LocationPermission): boolean =>
      locations.get(bucket)?.some((each) => each.permissions.includes(permission)) ?? false
    if (name === role.dataset) add(alias, ALL_USES)
    else if (has('s3:PutObject')) add(alias, WRITING)
    else if (has('s3:GetObject')) add(alias, READING)
  }
  // Athena encrypts with the key of results whatever a query writes, into a dataset's bucket, too.
  if (role.dataset !== undefined) add(results.alias, ALL_USES)
  else if (role.policies.has('data-lake-user') || role.policies.has('pipeline-job')) add(results.alias, WRITING)
  else if (role.hasOwnTemplate || role.policies.has('pipeline-author')) add(results.alias, WRITING, 'may')
  if (access.home && role.access?.kind === 'home') add(access.home.alias, WRITING)
  return uses
}
