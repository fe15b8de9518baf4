import type { ServiceAccess } from '../../core/model/graph'
import { serviceAccess } from '../../core/model/graph/services'
import { samlProviderName } from '../../core/model/names'
import type { TrustRow } from '../../core/model/trust-row'
import type { Service } from '../../core/model/schema/service'
import type { PolicyDocument } from '../../core/policy/document'
import { policyText } from '../../core/policy/policy-text'
import { trustPolicy } from '../../core/policy/trust'
import type { ServiceDefinition } from '../lib/live-rows'
import type { MarkedRole } from './rows'
import type { EnvironmentState, HeldService } from './state'

/** What an account is to have: who may open which role, and the providers of run time behind it. */
export interface Wanted {
  readonly trust: TrustRow
  readonly roles: readonly WantedRole[]
  readonly providers: readonly WantedProvider[]
}

/** A role, what the files lead to it, and what events have added. */
export interface WantedRole {
  readonly role: MarkedRole
  readonly declared: readonly ServiceAccess[]
  readonly live: readonly ServiceAccess[]
  /** Codes of groups that an event put into the role, sorted. */
  readonly liveCodes: readonly string[]
}

export type WantedProvider = WantedSaml | WantedIssuer

export interface WantedSaml {
  readonly protocol: 'saml'
  readonly arn: string
  readonly name: string
  readonly metadata: string
  readonly service: string
}

export interface WantedIssuer {
  readonly protocol: 'oidc'
  readonly arn: string
  readonly issuer: string
  /** Of every service on the issuer, declared ones among them; sorted. */
  readonly clientIds: readonly string[]
  /** Services of run time on it. */
  readonly services: readonly string[]
}

export function wantedOf(state: EnvironmentState): Wanted {
  const { trust, groups } = state
  const live = state.services.map((each) => accessOf(state, each))
  const roles = trust.roles.map((role): WantedRole => ({
    role,
    declared: trust.services.filter((each) => role.services.includes(each.name)),
    // Home storage trusts the services that its file names, and a share's role is of one group.
    live: role.kind === 'home' ? [] : live,
    liveCodes: role.kind === 'share' ? [] : codesOf(groups.filter((each) => each.roles.includes(role.name))),
  }))
  return { trust, roles, providers: roles.some((each) => each.live.length > 0) ? providersOf(state, live) : [] }
}

/** A service of run time as the account sees it: the same as one that the files declare. */
export function accessOf({ environment, trust }: EnvironmentState, { name, definition }: HeldService): ServiceAccess {
  const access = serviceAccess(name, asDeclared(definition), { ...trust, environment })
  if (!access) throw new TypeError(`the service ${name} has no provider`)
  return access
}

export const asDeclared = (definition: ServiceDefinition): Service =>
  definition.protocol === 'saml' ? definition : { ...definition, clientIds: [...definition.clientIds] }

const codesOf = (members: readonly { readonly code: string }[]): string[] =>
  [...new Set(members.map((each) => each.code))].sort()

function providersOf({ trust, services }: EnvironmentState, live: readonly ServiceAccess[]): WantedProvider[] {
  const saml = services.flatMap(({ name, definition }): WantedSaml[] => {
    const arn = live.find((each) => each.name === name)?.provider
    if (definition.protocol !== 'saml' || arn === undefined) return []
    const { metadata } = definition
    return [{ protocol: 'saml', arn, name: samlProviderName(trust.mesh, name), metadata, service: name }]
  })
  const issuers = [...new Set(live.flatMap((each) => (each.protocol === 'oidc' ? [each.issuer] : [])))]
  return [...saml, ...issuers.map((issuer) => issuerOf(issuer, trust.services, live))]
}

/** Services on one issuer share its provider, whoever made it. */
function issuerOf(issuer: string, declared: readonly ServiceAccess[], live: readonly ServiceAccess[]): WantedIssuer {
  const on = (each: ServiceAccess): boolean => each.protocol === 'oidc' && each.issuer === issuer
  const [first] = live.filter(on)
  return {
    protocol: 'oidc',
    arn: first?.provider ?? '',
    issuer,
    clientIds: clientIdsOf([...declared, ...live].filter(on)),
    services: live.filter(on).map((each) => each.name),
  }
}

export const clientIdsOf = (services: readonly ServiceAccess[]): string[] =>
  [...new Set(services.flatMap((each) => (each.protocol === 'oidc' ? each.clientIds : [])))].sort()

/** The role's trust policy, as synth renders it where the files declare the same services and groups. */
export function trustOf(
  { partition, region, sourceIdentity }: TrustRow,
  { role, declared }: WantedRole,
  live: readonly ServiceAccess[],
  liveCodes: readonly string[],
): PolicyDocument {
  const services = [...declared, ...live]
  return trustPolicy({ partition, region, services, codes: [...role.codes, ...liveCodes], sourceIdentity })
}

/** Equal for two readings from which the same is to be written. */
export function fingerprint({ trust, roles, providers }: Wanted): string {
  const policies = roles.map((each) => [each.role.arn, policyText(trustOf(trust, each, each.live, each.liveCodes))])
  return JSON.stringify([trust.revision, policies, providers])
}
