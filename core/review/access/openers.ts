import { issuerKey } from '../../model/arn'
import type { ServiceAccess } from '../../model/graph'
import { cognitoPrincipal, partitionFacts } from '../../model/partition'
import { attemptThrough } from '../../policy/attempt'
import { codeClasses, placesOf } from '../../policy/code-classes'
import { many, type PolicyDocument } from '../../policy/document'
import { EvaluationError } from '../../policy/evaluate'
import { gate, type SignIn } from '../../policy/sign-in'
import { sampleIdentity } from '../../policy/source-identity'
import type { FindingRule } from '../../model/risk/rules'
import type { Names } from './names'

/** A group that opens a role through a service. */
export interface Opener {
  readonly service: string
  readonly group: string
}

/** Who opens a role by its trust policy, and what is wrong with that policy. */
export interface OpenedBy {
  readonly openers: readonly Opener[]
  readonly faults: readonly TrustFault[]
}

export interface TrustFault {
  readonly rule: Extract<FindingRule, 'open-trust' | 'source-identity-removed' | 'unknown-code' | 'unknown-provider'>
  /** Goes on after the role's name. */
  readonly says: string
}

/** A way into the role, as its provider would attempt it. */
interface Way {
  readonly service: ServiceAccess
  /** Audiences under which its tokens may come. */
  readonly audiences: readonly string[]
}

/** Sessions of nobody in the mesh. */
const STRANGER = { identity: 'stranger@elsewhere.invalid', audience: 'https://elsewhere.invalid', code: '-zZ-' }

/** Asks a trust policy who opens the role: every service and every group, and whoever should not. */
export function openersOf(trust: PolicyDocument, role: string, names: Names, services: readonly string[]): OpenedBy {
  const opens = opening(trust)
  const places = placesOf(trust)
  const mentioned = [...(places?.keys() ?? [])].filter((code) => !Object.hasOwn(names.groups, code))
  const classes = codeClasses(trust, [...Object.keys(names.groups), ...mentioned])
  const identities = valuesOf(trust, 'sts:sourceidentity').map(sampleIdentity)
  const openers: Opener[] = []
  const faults = new Map<string, TrustFault>()
  const blame = (rule: TrustFault['rule'], says: string): void => void faults.set(`${rule} ${says}`, { rule, says })
  for (const way of waysInto(trust, names, services)) {
    const { service } = way
    const asks = attempts(way, role, names, [...identities, undefined])
    const opened = classes.filter(([code = '']) => asks(groupsOf(code)).some(opens)).flat()
    for (const code of opened) {
      const group = names.groups[code]
      openers.push({ service: service.name, group: group ?? `*.${code}.*` })
      if (group === undefined) blame('unknown-code', `opens to the code ${code}, which belongs to no group`)
    }
    if (opened.length > 0 && !names.services[service.name])
      blame('unknown-provider', `trusts ${service.provider}, which is no service of the environment`)
    const known = opened[0] ?? STRANGER.code
    if (asks(undefined).some(opens)) blame('open-trust', `opens through ${service.name} without a group`)
    else if (asks(groupsOf(STRANGER.code)).some(opens))
      blame('open-trust', `opens through ${service.name} to codes that belong to no group`)
    if (foreign(way, role, names, identities, groupsOf(known)).some(opens))
      blame('open-trust', `opens through ${service.name} to tokens that are made for others`)
    if (service.protocol !== 'cognito') {
      const nobody = attempts(way, role, names, [STRANGER.identity, undefined])
      if (opened.length > 0 && nobody(groupsOf(known)).some(opens))
        blame('source-identity-removed', `opens through ${service.name} without a source identity of the mesh`)
    }
  }
  return { openers, faults: [...faults.values()] }
}

const groupsOf = (code: string): string => `.${code}.`

/** Every attempt that a way allows for, with these groups; the likeliest first. */
function attempts(
  { service, audiences }: Way,
  role: string,
  place: Names,
  identities: readonly (string | undefined)[],
): (groups: string | undefined) => SignIn[] {
  return (groups) =>
    audiences.flatMap((audience) =>
      identities.map((sourceIdentity): SignIn => {
        const attempt = attemptThrough(withAudience(service, audience), role, place, {
          ...(groups !== undefined && { groups }),
          ...(sourceIdentity !== undefined && service.protocol !== 'cognito' && { sourceIdentity }),
        })
        return attempt
      }),
    )
}

function foreign(
  way: Way,
  role: string,
  place: Names,
  identities: readonly string[],
  groups: string,
): readonly SignIn[] {
  const asks = attempts({ ...way, audiences: [STRANGER.audience] }, role, place, [...identities, undefined])
  if (way.service.protocol !== 'cognito') return asks(groups)
  const principal = cognitoPrincipal(place.partition, place.region)
  const [first = ''] = way.audiences
  // A guest of the right pool, and somebody of another pool.
  const guests = attempts(way, role, place, [undefined])(groups).map((each) => ({
    ...each,
    context: { [`${principal}:aud`]: first, [`${principal}:amr`]: ['unauthenticated'] },
  }))
  return [...asks(groups), ...guests]
}

function withAudience(service: ServiceAccess, audience: string): ServiceAccess {
  switch (service.protocol) {
    case 'saml':
      return { ...service, audience }
    case 'oidc':
      return { ...service, clientIds: [audience] }
    case 'cognito':
      return { ...service, provider: audience }
  }
}

/** The services of the environment whose providers are there, and whatever else the policy trusts. */
function waysInto(trust: PolicyDocument, names: Names, services: readonly string[]): Way[] {
  const principal = cognitoPrincipal(names.partition, names.region)
  const known = services.flatMap((name): Way[] => {
    const service = names.services[name]
    return service ? [wayOf(trust, { name, ...service }, names)] : []
  })
  const providers = new Set(Object.values(names.services).map((each) => each.provider))
  const strange = federated(trust).flatMap((id): Way[] => {
    if (providers.has(id)) return []
    if (id === principal) {
      const pools = valuesOf(trust, `${principal}:aud`.toLowerCase()).filter((pool) => !providers.has(pool))
      return pools.map((pool) =>
        wayOf(trust, { name: pool, protocol: 'cognito', provider: pool, clientIds: [] }, names),
      )
    }
    const protocol = id.includes(':saml-provider/') ? 'saml' : 'oidc'
    return [wayOf(trust, { name: id, protocol, provider: id, clientIds: [] }, names)]
  })
  return [...known, ...strange]
}

interface Named {
  readonly name: string
  readonly protocol: ServiceAccess['protocol']
  readonly provider: string
  readonly clientIds: readonly string[]
}

function wayOf(trust: PolicyDocument, { name, protocol, provider, clientIds }: Named, { partition }: Names): Way {
  switch (protocol) {
    case 'saml': {
      const { samlAudience } = partitionFacts(partition)
      const audiences = [...new Set([...valuesOf(trust, 'saml:aud'), samlAudience])]
      return { service: { name, protocol, provider, audience: samlAudience }, audiences }
    }
    case 'oidc': {
      const issuer = issuerKey(provider.replace(/^.*?:oidc-provider\//, ''))
      const said = clientIds.length > 0 ? clientIds : valuesOf(trust, `${issuer}:aud`.toLowerCase())
      const audiences = said.length > 0 ? said : [STRANGER.audience]
      return { service: { name, protocol, provider, issuer, clientIds: [] }, audiences }
    }
    case 'cognito':
      return { service: { name, protocol, provider }, audiences: [provider] }
  }
}

/** Who a policy's Allow statements name as federated, sorted. */
function federated({ Statement }: PolicyDocument): string[] {
  const ids = Statement.flatMap(({ Effect, Principal }) =>
    Effect === 'Allow' && typeof Principal === 'object' ? many(Principal.Federated) : [],
  )
  return [...new Set(ids)].sort()
}

/** The values that Allow statements compare a key with; `key` in lower case. */
function valuesOf({ Statement }: PolicyDocument, key: string): string[] {
  const found = new Set<string>()
  for (const { Effect, Condition = {} } of Statement) {
    if (Effect !== 'Allow') continue
    for (const keys of Object.values(Condition)) {
      for (const [name, values] of Object.entries(keys))
        if (name.toLowerCase() === key) for (const value of many(values)) found.add(value)
    }
  }
  return [...found].sort()
}

/** Whether an attempt gets in; a policy that IAM would refuse lets nobody in. */
function opening(trust: PolicyDocument): (attempt: SignIn) => boolean {
  const guarded = <T>(ask: () => T, otherwise: T): T => {
    try {
      return ask()
    } catch (cause) {
      if (cause instanceof EvaluationError) return otherwise
      throw cause
    }
  }
  const admits = guarded<(attempt: SignIn) => boolean>(
    () => gate(trust),
    () => false,
  )
  return (attempt) => guarded(() => admits(attempt), false)
}
