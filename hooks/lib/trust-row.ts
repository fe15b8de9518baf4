import * as z from 'zod/mini'
import { oidcProviderArn, roleArn, samlProviderArn, type ArnScope } from '../../core/model/arn'
import { CODE_PATTERN } from '../../core/model/codes'
import type { ServiceAccess } from '../../core/model/graph'
import type { HookConfig } from '../../core/model/hook-config'
import { rolePath, samlProviderName } from '../../core/model/names'
import { ownValue } from '../../core/model/own-value'
import { PARTITIONS } from '../../core/model/partition'
import { IAM_QUOTAS } from '../../core/model/quotas/table/iam'
import { isCalledAsKind, type TrustRow } from '../../core/model/trust-row'
import { BadRow, readRow } from './bad-row'
import type { Row } from './table'

const text = z.string()
/** No comma: in a SAML role attribute it stands between the role and its provider. */
const provider = text.check(z.regex(/^[^,\s]+$/))

const access = z.discriminatedUnion('protocol', [
  z.object({ name: text, protocol: z.literal('saml'), provider, audience: text }),
  z.object({ name: text, protocol: z.literal('oidc'), provider, issuer: text, clientIds: z.array(text) }),
  z.object({ name: text, protocol: z.literal('cognito'), provider }),
])

const role = z.object({
  name: text.check(z.regex(/^[\w+=,.@-]{1,64}$/)),
  arn: text,
  kind: z.enum(['persona', 'share', 'live', 'home']),
  persona: text,
  dataset: z.optional(text),
  location: z.optional(text),
  sessionHours: z.int().check(z.gte(1), z.lte(12)),
  codes: z.array(text.check(z.regex(CODE_PATTERN))),
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
 * The row TRUST of an environment. It must speak of the account that the mesh's files name, of no roles but those of the
 * mesh, and of no providers but that account's. The source identity and the Region are the mesh's, whatever it says.
 *
 * @throws {BadRow} where it does not
 */
export function readTrustRow(config: HookConfig, environment: string, row: Row): TrustRow {
  const read = readRow(trust, row)
  const { mesh, partition, account, roles, services } = read
  const declared = ownValue(config.environments, environment)
  if (mesh !== config.mesh || partition !== config.partition || account !== declared?.account)
    throw new BadRow(row, 'is that of another mesh or account')
  if (roles.some((each) => each.arn !== roleArn(read, rolePath(mesh), each.name)))
    throw new BadRow(row, 'names a role outside the mesh')
  // An account may have several environments.
  const own = { mesh, environment, account }
  if (roles.some((each) => !isCalledAsKind(own, each)))
    throw new BadRow(row, 'calls a role that of a persona or dataset which has another')
  if (services.some((each) => !isOwnProvider(each, read))) throw new BadRow(row, 'names a provider outside the account')
  // Whoever writes the row of another environment must not say who may sign in there.
  return {
    ...read,
    sourceIdentity: config.sourceIdentity,
    region: declared.region,
    services: services.map((each) => declaredService(config, each, row)),
  }
}

/** A service as the mesh's files have it: a row must not lead to its roles through another issuer, or other clients. */
function declaredService({ services }: HookConfig, service: ServiceAccess, row: Row): ServiceAccess {
  const declared = ownValue(services, service.name)
  // The files may have taken in a service that this function does not know yet.
  if (!declared) return service
  if (declared.protocol !== service.protocol) throw new BadRow(row, 'names a service of another protocol')
  if (service.protocol !== 'oidc') return service
  if (declared.issuer !== service.issuer) throw new BadRow(row, 'names another issuer than the mesh has')
  return { ...service, clientIds: [...(declared.clientIds ?? [])].sort() }
}

function isOwnProvider(service: ServiceAccess, scope: ArnScope & Pick<TrustRow, 'mesh'>): boolean {
  const { name, provider: own } = service
  if (service.protocol === 'saml') return own === samlProviderArn(scope, samlProviderName(scope.mesh, name))
  if (service.protocol === 'oidc') return own === oidcProviderArn(scope, service.issuer)
  return !own.startsWith('arn:')
}

const meta = z.object({ revision: text.check(z.minLength(1)) })

/** The revision of an environment that is applied. @throws {BadRow} */
export const revisionOf = (row: Row): string => readRow(meta, row).revision
