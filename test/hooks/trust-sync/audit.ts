import { groupTagValue } from '../../../core/model/codes'
import { serviceAccess } from '../../../core/model/graph/services'
import type { ServiceAccess } from '../../../core/model/graph'
import { ownValue } from '../../../core/model/own-value'
import { declaredKey, liveKey } from '../../../core/model/table-keys'
import { attemptThrough } from '../../../core/policy/attempt'
import type { PolicyDocument } from '../../../core/policy/document'
import { gate, type SignIn } from '../../../core/policy/sign-in'
import type { ServiceDefinition } from '../../../hooks/lib/live-rows'
import type { ServiceRow } from '../../../hooks/trust-sync/rows'
import { asDeclared } from '../../../hooks/trust-sync/wanted'
import { federatedIn } from '../../support/iam-account'
import { codesOf as codesOfLock } from '../../support/hook-config'
import type { Lab } from './lab'

/** A way in: through an identity provider, as one version of a service describes it. */
export interface Way {
  readonly service: string
  readonly definition: ServiceDefinition
}

/** Everybody who might try: each group of the mesh, those of run time, and nobody's code. */
const codesOf = (lab: Lab, more: readonly string[]): string[] => [
  ...Object.values(codesOfLock(lab.built.registry)),
  ...more,
  '----',
]

const gates = new Map<string, (attempt: SignIn) => boolean>()

/** A policy is read once: the same ones come again and again. */
function gateOf(trust: string): (attempt: SignIn) => boolean {
  const known = gates.get(trust) ?? gate(JSON.parse(trust) as PolicyDocument)
  gates.set(trust, known)
  return known
}

/** Who gets into which role now: `<environment> <role> <service> <what tells the version> <code>`. */
export function openings(lab: Lab, ways: readonly Way[], codes: readonly string[] = []): Set<string> {
  const found = new Set<string>()
  for (const [environment, { account }] of Object.entries(lab.config.environments))
    for (const [role, { path, trust }] of lab.iam.account(account).roles)
      for (const way of ways)
        for (const code of codesOf(lab, codes)) {
          const arn = `arn:aws:iam::${account}:role${path}${role}`
          if (opens(lab, environment, arn, trust, way, code)) found.add(`${environment} ${role} ${nameOf(way)} ${code}`)
        }
  return found
}

const nameOf = ({ service, definition }: Way): string =>
  `${service} ${definition.protocol === 'saml' ? `${/exk\w+|com\/(\w+)/.exec(definition.metadata)?.[0]} ${definition.audience ?? ''}` : `${definition.issuer} ${definition.clientIds.join()}`}`

function opens(lab: Lab, environment: string, role: string, trust: string, way: Way, code: string): boolean {
  const access = accessIn(lab, environment, way)
  if (!access || !signs(lab, environment, access, way)) return false
  const { partition } = lab.config
  const { region = '' } = lab.config.environments[environment] ?? {}
  const claims = { groups: groupTagValue([code]), sourceIdentity: 'mona@example.com' }
  return gateOf(trust)(attemptThrough(access, role, { partition, region }, claims))
}

function accessIn({ config }: Lab, environment: string, { service, definition }: Way): ServiceAccess | undefined {
  const { mesh, partition } = config
  const place = ownValue(config.environments, environment)
  return place && serviceAccess(service, asDeclared(definition), { mesh, partition, environment, ...place })
}

/** Whether the account's provider takes what this identity provider signs. */
function signs(lab: Lab, environment: string, access: ServiceAccess, { definition }: Way): boolean {
  const account = lab.iam.account(lab.config.environments[environment]?.account ?? '')
  if (definition.protocol === 'saml') return account.saml.get(access.provider)?.metadata === definition.metadata
  const [clientId = ''] = definition.clientIds
  return account.oidc.get(access.provider)?.clientIds.includes(clientId) ?? false
}

/** What must hold at every moment, whatever is going on. */
export interface Rules {
  readonly lab: Lab
  readonly ways: readonly Way[]
  /** Who may get in. */
  readonly allowed: ReadonlySet<string>
  readonly services: readonly string[]
  readonly codes?: readonly string[]
}

/** Everything that is wrong at this moment. */
export async function audit({ lab, ways, allowed, services, codes }: Rules): Promise<string[]> {
  const now = openings(lab, ways, codes)
  const more = [...now].filter((each) => !allowed.has(each)).map((each) => `opens what it should not: ${each}`)
  return [...more, ...dangling(lab), ...(await early(lab, services))]
}

/** A provider of the same name would open a role that trusts one which is gone. */
function dangling({ iam, config }: Lab): string[] {
  return Object.values(config.environments).flatMap(({ account }) =>
    [...iam.account(account).roles].flatMap(([role, { trust }]) =>
      federatedIn(trust)
        .filter((arn) => !iam.account(account).hasProvider(arn))
        .map((arn) => `${role} trusts ${arn}, which is not there`),
    ),
  )
}

/** Sign-in hooks send people to a service that is active: every role must trust it then. */
async function early(lab: Lab, services: readonly string[]): Promise<string[]> {
  const environments = Object.keys(lab.config.environments)
  const rows = await lab.table.reader.rows([
    ...services.map(liveKey.service),
    ...environments.map(declaredKey.environment),
  ])
  const revision = (name: string): unknown => rows.find(({ PK }) => PK === declaredKey.environment(name).PK)?.revision
  const live = rows.filter(({ SK }) => SK === liveKey.service('').SK).map((row) => row as unknown as ServiceRow)
  return live.flatMap(({ service, state, definition, environments: added }) => {
    if (state !== 'active' || !definition) return []
    const way = { service, definition }
    return Object.entries(added)
      .filter(([name, on]) => revision(name) === on)
      .flatMap(([name]) => shut(lab, name, way))
      .map((role) => `${service} is active, and ${role} does not let anybody in through it`)
  })
}

/** Roles that events may open, and that let none of their groups in. */
function shut(lab: Lab, environment: string, way: Way): string[] {
  const access = lab.built.graph.environments.find((each) => each.environment === environment)
  return (access?.roles ?? [])
    .filter((role) => role.kind === 'persona' || role.kind === 'share')
    .filter(({ name, arn, groups }) => {
      const trust = lab.iam.account(access?.account ?? '').roles.get(name)?.trust ?? ''
      return !groups.some(({ code }) => opens(lab, environment, arn, trust, way, code))
    })
    .map(({ name }) => name)
}
