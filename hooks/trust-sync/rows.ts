import * as z from 'zod/mini'
import type { HookConfig } from '../../core/model/hook-config'
import { CODE_PATTERN, MAX_CODES } from '../../core/model/codes'
import { LIVE_PREFIX, liveKey, SERVICE_PREFIX } from '../../core/model/table-keys'
import { TEXT_FORMS } from '../../core/model/text-forms'
import { trustMark, type TrustRole, type TrustRow } from '../../core/model/trust-row'
import { BadRow, readRow } from '../lib/bad-row'
import { group, name, textOf } from '../lib/events/forms'
import type { LiveServiceRow, ServiceDefinition } from '../lib/live-rows'
import type { Row } from '../lib/table'
import { readTrustRow as trustRowOf } from '../lib/trust-row'

const text = z.string()
const code = text.check(z.regex(CODE_PATTERN))
const version = z.int().check(z.gte(1))

/** A role of the row, with what its tag must say. */
export interface MarkedRole extends TrustRole {
  readonly mark: string
}

export interface MarkedTrustRow extends TrustRow {
  readonly roles: readonly MarkedRole[]
}

/**
 * The row that trust policies are made of.
 *
 * @throws {BadRow} also where nobody may open a role: of a live role alone that is meant
 */
export function readTrustRow(config: HookConfig, environment: string, row: Row): MarkedTrustRow {
  const read = trustRowOf(config, environment, row)
  if (read.roles.some(({ kind, codes }) => kind !== 'live' && codes.length === 0))
    throw new BadRow(row, 'has a role that no group opens')
  // Of what stands there: what the mesh says instead of it may be newer than what is applied.
  const said = row as unknown as TrustRow
  return { ...read, roles: read.roles.map((role) => ({ ...role, mark: trustMark(said, role) })) }
}

const member = z.object({
  version,
  revision: text,
  dataset: name,
  group,
  code,
  roles: z.array(text),
  gone: z.optional(z.boolean()),
})

/** What an event opened for a group: `LIVE#ENV#<environment> / LIVE#<dataset>#<group>`. */
export type LiveMember = z.infer<typeof member>

/** @throws {BadRow} */
export function readMember(row: Row): LiveMember {
  const read = readRow(member, row)
  if (row.SK !== `${LIVE_PREFIX}${read.dataset}#${read.group}`) throw new BadRow(row, OTHER_KEY)
  return read
}

const OTHER_KEY = 'has the key of another row'

const marker = z.object({
  version,
  revision: text,
  service: name,
  trusted: z.boolean(),
  providers: z.optional(z.set(text)),
})

/**
 * `LIVE#ENV#<environment> / SERVICE#<service>`: the environment's account has, or may have, something of the service.
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

/** @throws {BadRow} */
export function readMarker(row: Row): Marker {
  const { providers = new Set<string>(), ...rest } = readRow(marker, row)
  if (row.SK !== SERVICE_PREFIX + rest.service) throw new BadRow(row, OTHER_KEY)
  return { ...rest, providers }
}

/** The forms of an event: what no event could have brought, no event has. */
const base = {
  application: z.optional(textOf(TEXT_FORMS.application)),
  maxGroups: z.int().check(z.gte(1), z.lte(MAX_CODES)),
  groupsClaim: textOf(TEXT_FORMS.claim),
}
const clientIds = z.array(textOf(TEXT_FORMS.clientId)).check(z.minLength(1))
const definition = z.discriminatedUnion('protocol', [
  z.object({ ...base, protocol: z.literal('saml'), metadata: text, audience: z.optional(textOf(TEXT_FORMS.httpsUrl)) }),
  z.object({ ...base, protocol: z.literal('oidc'), issuer: textOf(TEXT_FORMS.issuer), clientIds }),
])

const service = z.object({
  PK: text,
  SK: text,
  version,
  state: z.enum(['pending', 'active', 'removing', 'removed', 'refused']),
  service: name,
  definition: z.optional(definition),
  environments: z.record(name, text),
  by: text,
  reason: text,
  refusal: z.optional(text),
  step: z.int(),
})

/** `LIVE#SERVICE#<service> / LIVE` */
export interface ServiceRow extends Omit<LiveServiceRow, 'definition'> {
  /** @default - the service was never there, only taken away */
  readonly definition?: ServiceDefinition | undefined
  /** Why it is refused. */
  readonly refusal?: string | undefined
  /** Rises with each change, so that none is made to a row that has changed since it was read. */
  readonly step: number
}

/** @throws {BadRow} */
export function readServiceRow(row: Row): ServiceRow {
  const read = readRow(service, row)
  if (row.PK !== liveKey.service(read.service).PK) throw new BadRow(row, OTHER_KEY)
  return read
}
