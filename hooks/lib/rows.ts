import * as z from 'zod/mini'
import { roleArn } from '../../core/model/arn'
import { CODE_PATTERN, MAX_CODES } from '../../core/model/codes'
import type { HookConfig } from '../../core/model/hook-config'
import { rolePath } from '../../core/model/names'
import { ownValue } from '../../core/model/own-value'
import { ENVIRONMENT_PREFIX, LIVE_PREFIX } from '../../core/model/table-keys'
import { BadRow, readRow } from './bad-row'
import type { Row } from './table'

const code = z.string().check(z.regex(CODE_PATTERN))

/** No comma: in a SAML role attribute it stands between the role and its provider. */
const role = z.object({
  arn: z.string().check(z.regex(/^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/[\w+=.@/-]{1,512}$/)),
  persona: z.string(),
  sessionHours: z.int().check(z.gte(1), z.lte(12)),
  services: z.record(z.string(), z.string().check(z.regex(/^[^,\s]+$/))),
})
const declared = z.object({ code, roles: z.array(role) })
const live = z.object({
  code,
  environment: z.string(),
  revision: z.string(),
  roles: z.array(role),
  gone: z.optional(z.boolean()),
})

export type RowRole = z.infer<typeof role>

/** What a group opens in an environment. */
export interface GroupRow {
  readonly environment: string
  readonly code: string
  readonly roles: readonly RowRole[]
  /** The row holds only while this is the environment's applied revision. @default - it always holds */
  readonly revision?: string
}

/**
 * A row of a group's partition; `undefined` for one that is gone, and for kinds that a sign-in does not ask.
 *
 * @throws {BadRow} also where it names a role of another account than its environment's
 */
export function groupRow(config: HookConfig, row: Row): GroupRow | undefined {
  if (row.SK.startsWith(ENVIRONMENT_PREFIX))
    return ofItsAccount(config, row, {
      ...readRow(declared, row),
      environment: row.SK.slice(ENVIRONMENT_PREFIX.length),
    })
  if (!row.SK.startsWith(LIVE_PREFIX)) return undefined
  const { gone, ...rest } = readRow(live, row)
  if (!row.SK.startsWith(`${LIVE_PREFIX}${rest.environment}#`)) throw new BadRow(row, 'is of another environment')
  return gone ? undefined : ofItsAccount(config, row, rest)
}

/** An environment that the function does not know yet opens nothing, which is for others to say. */
function ofItsAccount({ mesh, partition, environments }: HookConfig, row: Row, read: GroupRow): GroupRow {
  const place = ownValue(environments, read.environment)
  const prefix = place && roleArn({ partition, ...place }, rolePath(mesh), '')
  if (prefix !== undefined && read.roles.some(({ arn }) => !arn.startsWith(prefix)))
    throw new BadRow(row, 'names a role outside the account of its environment')
  return read
}

const service = z.object({
  state: z.string(),
  definition: z.object({
    protocol: z.enum(['saml', 'oidc']),
    maxGroups: z.int().check(z.gte(1), z.lte(MAX_CODES)),
    groupsClaim: z.string(),
    issuer: z.optional(z.string()),
    clientIds: z.optional(z.array(z.string())),
    application: z.optional(z.string()),
  }),
  environments: z.record(z.string(), z.string()),
})

export type ServiceRow = z.infer<typeof service>

/** A service of run time; `undefined` for one that is not active, of which nothing matters at a sign-in. */
export const serviceRow = (row: Row): ServiceRow | undefined =>
  row.state === 'active' ? readRow(service, row) : undefined
