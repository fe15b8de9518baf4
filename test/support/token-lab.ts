import { exportJWK, generateKeyPair, jwtVerify, SignJWT, type JWTPayload } from 'jose'
import { issuerKey, oidcProviderArn } from '../../core/model/arn'
import { GROUP_TAG } from '../../core/model/codes'
import { appliedRow, entitlementRows } from '../../core/model/entitlements'
import { hookConfig, type HookConfig } from '../../core/model/hook-config'
import { groupKey } from '../../core/model/group-names'
import { cognitoPrincipal } from '../../core/model/partition'
import { gate, type SignIn } from '../../core/policy/sign-in'
import { trustPolicy } from '../../core/policy/trust'
import type { Log } from '../../hooks/lib/log'
import type { TableReader } from '../../hooks/lib/table'
import { codesOf } from './hook-config'
import { build, exampleFolder } from './mesh'

/** The example mesh. */
export const EXAMPLE = build(exampleFolder())

/** What its hooks know, with the two attributes that its home storage asks for. */
export const CONFIG: HookConfig = {
  ...hookConfig(EXAMPLE.mesh, EXAMPLE.registry),
  attributes: { initials: 'initials', department: 'department' },
}

/** Its rows of groups in the entitlement table. */
export const GROUP_ROWS = EXAMPLE.graph.environments.flatMap(entitlementRows)

/** All its rows that a sign-in reads. */
export const ROWS = [...GROUP_ROWS, ...EXAMPLE.graph.environments.map((each) => appliedRow(each, 'r1'))]

/** Its groups, with their codes. */
export const CODES = codesOf(EXAMPLE.registry)

/** A table of these rows in memory. */
export function rowsTable(rows: readonly object[]): TableReader {
  const all = rows as readonly { readonly PK: string; readonly SK: string }[]
  return {
    partition: async (key) => all.filter(({ PK }) => PK === key),
    rows: async (keys) => all.filter(({ PK, SK }) => keys.some((key) => key.PK === PK && key.SK === SK)),
  }
}

/** A table that fails like this at every reading. */
export function failingTable(read: () => Promise<never>): TableReader {
  return { partition: read, rows: read }
}

/** Tables that are no help, as the SDK reports them. */
export const BROKEN_TABLES: Readonly<Record<string, TableReader>> = {
  gone: failingTable(() => fail('ResourceNotFoundException')),
  throttled: failingTable(() => fail('ProvisionedThroughputExceededException')),
  unreachable: failingTable(() => fail('TimeoutError')),
  silent: failingTable(() => new Promise(() => undefined)),
}

const fail = (name: string): Promise<never> => Promise.reject(Object.assign(new Error(name), { name }))

export interface Line {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A log that keeps its lines. */
export function keptLog(): Log & { readonly lines: readonly Line[] } {
  const lines: Line[] = []
  const write =
    (level: Line['level']): Log['info'] =>
    (event, fields) =>
      void lines.push({ level, event, fields })
  return { lines, info: write('info'), warn: write('warn'), error: write('error') }
}

const keys = generateKeyPair('RS256')

/** Signs the claims, sends the token over the wire as it were, and returns what a verifier reads of it. */
export async function signed(claims: Readonly<Record<string, unknown>>): Promise<JWTPayload> {
  const { privateKey, publicKey } = await keys
  const { kid = 'k1' } = await exportJWK(publicKey)
  const token = await new SignJWT(claims as JWTPayload)
    .setProtectedHeader({ alg: 'RS256', kid })
    .setIssuedAt()
    .setExpirationTime('1h')
    .sign(privateKey)
  return (await jwtVerify(token, publicKey, { algorithms: ['RS256'] })).payload
}

/** What STS makes of an ID token, in either of the two forms. */
export function stsSession(claims: JWTPayload): Pick<SignIn, 'tags' | 'sourceIdentity'> {
  const { principal_tags = {} } = (claims['https://aws.amazon.com/tags'] ?? {}) as { principal_tags?: object }
  const prefix = 'https://aws.amazon.com/tags/principal_tags/'
  const flat = Object.entries(claims).filter(([name]) => name.startsWith(prefix))
  const tags = [
    ...Object.entries(principal_tags).map(([key, value]) => [key, (value as string[]).join()] as const),
    ...flat.map(([name, value]) => [name.slice(prefix.length), String(value)] as const),
  ]
  const identity = claims['https://aws.amazon.com/source_identity']
  return { tags: Object.fromEntries(tags), ...(identity !== undefined && { sourceIdentity: String(identity) }) }
}

/** ARNs of the roles that a service opens with an ID token of the issuer. */
export function openedByToken(claims: JWTPayload): string[] {
  const issuer = claims.iss ?? ''
  return openedRoles(() => ({
    provider: (account) => oidcProviderArn({ partition: 'aws', account, region: '' }, issuer),
    context: { [`${issuerKey(issuer)}:aud`]: String(claims.aud) },
    ...stsSession(claims),
  }))
}

/** ARNs of the roles that open behind an identity pool, which makes tags of the claims that it maps. */
export function openedByPool(claims: JWTPayload, pool: string): string[] {
  const mapped = [GROUP_TAG, 'initials', 'department']
  const tags = Object.fromEntries(
    mapped.flatMap((tag) => (claims[tag] === undefined ? [] : [[tag, String(claims[tag])]])),
  )
  return openedRoles((region) => {
    const principal = cognitoPrincipal('aws', region)
    const context = { [`${principal}:aud`]: pool, [`${principal}:amr`]: ['authenticated'] }
    return { provider: () => principal, context, tags }
  })
}

interface Attempt extends Pick<SignIn, 'context' | 'tags' | 'sourceIdentity'> {
  provider(account: string): string
}

/** Every role that people open, with what its trust policy answers. */
const DOORS = [...EXAMPLE.compiled.environments.values()].flatMap(({ access, roles }) =>
  [...roles.values()].flatMap(({ trust, access: { arn } }) =>
    trust ? [{ arn, account: access.account, region: access.region, opens: gate(trustPolicy(trust)) }] : [],
  ),
)

function openedRoles(attemptIn: (region: string) => Attempt): string[] {
  return DOORS.filter(({ arn, account, region, opens }) => {
    const { provider, ...attempt } = attemptIn(region)
    return opens({ ...attempt, provider: provider(account), action: 'sts:AssumeRoleWithWebIdentity', role: arn })
  })
    .map(({ arn }) => arn)
    .sort()
}

/** ARNs of the roles that the files open to the groups through a service. */
export function declaredRoles(service: string, groups: readonly string[]): string[] {
  const wanted = new Set(groups.map(groupKey))
  return EXAMPLE.graph.environments
    .flatMap(({ roles }) => roles)
    .filter(({ kind, services }) => kind !== 'jobs' && services.includes(service))
    .filter((role) => role.groups.some(({ name }) => wanted.has(groupKey(name))))
    .map(({ arn }) => arn)
    .sort()
}
