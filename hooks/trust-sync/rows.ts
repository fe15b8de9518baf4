import * as z from 'zod/mini'
import { roleArn } from '../../core/model/arn'
import { CODE_PATTERN } from '../../core/model/codes'
import type { HookConfig } from '../../core/model/hook-config'
import { rolePath } from '../../core/model/names'
import { ownValue } from '../../core/model/own-value'
import { PARTITIONS } from '../../core/model/partition'
import { IAM_QUOTAS } from '../../core/model/quotas/table/iam'
import type { TrustRow } from '../../core/model/trust-row'
import type { LiveServiceRow, ServiceDefinition } from '../lib/live-rows'
import type { Row } from '../lib/table'

const text = z.string()
const code = text.check(z.regex(CODE_PATTERN))
const version = z.int().check(z.gte(1))

const access = z.discriminatedUnion('protocol', [
  z.object({ name: text, protocol: z.literal('saml'), provider: text, audience: text }),
  z.object({ name: text, protocol: z.literal('oidc'), provider: text, issuer: text, clientIds: z.array(text) }),
  z.object({ name: text, protocol: z.literal('cognito'), provider: text }),
])

const role = z.object({
  name: text.check(z.regex(/^[\w+=,.@-]{1,64}$/)),
  arn: text,
  kind: z.enum(['persona', 'share', 'home']),
  persona: text,
  sessionHours: z.int(),
  codes: z.array(code).check(z.minLength(1)),
  services: z.array(text),
})

const trust = z.object({
  PK: text,
  SK: text,
  revision: text.check(z.minLength(1)),
  mesh: text,
  partition: z.enum(PARTITIONS),
  account: text,
  region: text,
  // Wildcards alone would admit everybody.
  sourceIdentity: text.check(z.regex(/[^*?]/)),
  trustLimit: z.int().check(z.gte(1), z.lte(IAM_QUOTAS['trust-policy'].raise.to[1])),
  services: z.array(access),
  roles: z.array(role),
})

/**
 * The row that trust policies are made of. Everybody who deploys an environment can write rows of the table: this one
 * must speak of the account that the mesh's files name, and of no roles but those of the mesh.
 *
 * @throws where it does not
 */
export function readTrustRow(config: HookConfig, environment: string, row: Row): TrustRow {
  const read = trust.parse(row)
  const { mesh, partition, account, roles } = read
  const declared = ownValue(config.environments, environment)
  if (mesh !== config.mesh || partition !== config.partition || account !== declared?.account)
    throw new TypeError(`the row TRUST of ${environment} is that of another mesh or account`)
  const stranger = roles.find((each) => each.arn !== roleArn(read, rolePath(mesh), each.name))
  if (stranger) throw new TypeError(`the row TRUST of ${environment} names a role outside the mesh: ${stranger.arn}`)
  return read
}

const meta = z.object({ revision: text.check(z.minLength(1)) })

/** The revision of an environment that is applied. */
export const revisionOf = (row: Row): string => meta.parse(row).revision

const member = z.object({
  version,
  revision: text,
  dataset: text,
  group: text,
  code,
  roles: z.array(text),
  gone: z.optional(z.boolean()),
})

/** What an event opened for a group: `ENV#<environment> / LIVE#<dataset>#<group>`. */
export type LiveMember = z.infer<typeof member>

export const readMember = (row: Row): LiveMember => member.parse(row)

const marker = z.object({
  version,
  revision: text,
  service: text,
  trusted: z.boolean(),
  providers: z.optional(z.set(text)),
})

/**
 * `ENV#<environment> / SERVICE#<service>`: the environment's account has, or may have, something of the service.
 * Whether the service holds, its own row says; what it is stands in both, so that `pull` can tell whether they agree.
 */
export interface Marker {
  readonly version: number
  /** The environment's revision on which the service was added; empty once it holds no longer. */
  readonly revision: string
  readonly service: string
  /** `true` from before its provider is made until all of it has been taken away. */
  readonly trusted: boolean
  /** ARNs of the providers that any of its versions has had here. */
  readonly providers: ReadonlySet<string>
}

export function readMarker(row: Row): Marker {
  const { providers = new Set<string>(), ...rest } = marker.parse(row)
  return { ...rest, providers }
}

const base = { application: z.optional(text), maxGroups: z.int(), groupsClaim: text }
const definition = z.discriminatedUnion('protocol', [
  z.object({ ...base, protocol: z.literal('saml'), metadata: text, audience: z.optional(text) }),
  z.object({ ...base, protocol: z.literal('oidc'), issuer: text, clientIds: z.array(text) }),
])

const service = z.object({
  PK: text,
  SK: text,
  version,
  state: z.enum(['pending', 'active', 'removing', 'removed', 'refused']),
  service: text,
  definition: z.optional(definition),
  environments: z.record(text, text),
  by: text,
  reason: text,
  refusal: z.optional(text),
  step: z.int(),
})

/** `SERVICE#<service> / LIVE` */
export interface ServiceRow extends Omit<LiveServiceRow, 'definition'> {
  /** @default - the service was never there, only taken away */
  readonly definition?: ServiceDefinition | undefined
  /** Why it is refused. */
  readonly refusal?: string | undefined
  /** Rises with each change, so that none is made to a row that has changed since it was read. */
  readonly step: number
}

export const readServiceRow = (row: Row): ServiceRow => service.parse(row)
