import { issuerKey } from '../../model/arn'
import type { ServiceAccess } from '../../model/graph'
import { cognitoPrincipal, partitionFacts } from '../../model/partition'
import { many, type PolicyDocument } from '../../policy/document'
import type { Names } from './names'

/** A way into a role, as its provider would attempt it. */
export interface Way {
  readonly service: ServiceAccess
  /** Audiences under which its tokens may come. */
  readonly audiences: readonly string[]
  /** Audiences that the policy names and that are of no service. */
  readonly foreign: readonly string[]
}

/** An audience of nobody in the mesh. */
export const ELSEWHERE = 'https://elsewhere.invalid'

/** The services of the environment whose providers are there, and whatever else the policy trusts. */
export function waysInto(trust: PolicyDocument, names: Names, services: readonly string[]): Way[] {
  const principal = cognitoPrincipal(names.partition, names.region)
  const known = services.flatMap((name): Way[] => {
    const service = names.services[name]
    return service ? [wayOf(trust, { name, ...service }, names)] : []
  })
  const providers = new Set(Object.values(names.services).map((each) => each.provider))
  const strange = federated(trust).flatMap((id): Way[] => {
    if (providers.has(id)) return []
    if (id === principal) {
      const said = valuesOf(trust, `${principal}:aud`.toLowerCase())
      const pools = said.filter((pool) => !providers.has(pool))
      // Without one, whoever has a pool anywhere may come; where a service has a pool, that is asked of it.
      const all = known.some((each) => each.service.protocol === 'cognito') ? pools : [...pools, ELSEWHERE]
      return all.map((pool) => wayOf(trust, { name: pool, protocol: 'cognito', provider: pool, clientIds: [] }, names))
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
  readonly audience?: string
}

function wayOf(trust: PolicyDocument, { name, protocol, provider, clientIds, audience }: Named, names: Names): Way {
  switch (protocol) {
    case 'saml': {
      const own = audience ?? usualAudience(names)
      const known = new Set([own, ...samlAudiences(names)])
      const foreign = valuesOf(trust, 'saml:aud').filter((each) => !known.has(each))
      return { service: { name, protocol, provider, audience: own }, audiences: [...known], foreign }
    }
    case 'oidc': {
      const issuer = issuerKey(provider.replace(/^.*?:oidc-provider\//, ''))
      const named = valuesOf(trust, `${issuer}:aud`.toLowerCase())
      const said = clientIds.length > 0 ? clientIds : named
      const audiences = said.length > 0 ? said : [ELSEWHERE]
      const own = new Set([...said, ...clientsOf(provider, names)])
      const foreign = named.filter((each) => !own.has(each))
      return { service: { name, protocol, provider, issuer, clientIds: [] }, audiences, foreign }
    }
    case 'cognito':
      return { service: { name, protocol, provider }, audiences: [provider], foreign: [] }
  }
}

const usualAudience = ({ partition }: Names): string => partitionFacts(partition).samlAudience

/** One statement is for all SAML providers, and takes the audiences of all of them. */
const samlAudiences = (names: Names): string[] =>
  Object.values(names.services).flatMap(({ protocol, audience }) =>
    protocol === 'saml' ? [audience ?? usualAudience(names)] : [],
  )

/** The clients of all services with one provider. */
const clientsOf = (provider: string, { services }: Names): string[] =>
  Object.values(services).flatMap((each) => (each.provider === provider ? each.clientIds : []))

/** Who a policy's Allow statements name as federated, sorted. */
function federated({ Statement }: PolicyDocument): string[] {
  const ids = Statement.flatMap(({ Effect, Principal }) =>
    Effect === 'Allow' && typeof Principal === 'object' ? many(Principal.Federated) : [],
  )
  return [...new Set(ids)].sort()
}

/** The values that statements compare a key with, since a Deny may be what asks for one; `key` in lower case. */
export function valuesOf({ Statement }: PolicyDocument, key: string): string[] {
  const found = new Set<string>()
  for (const { Condition = {} } of Statement) {
    for (const keys of Object.values(Condition)) {
      for (const [name, values] of Object.entries(keys))
        if (name.toLowerCase() === key) for (const value of many(values)) found.add(value)
    }
  }
  return [...found].sort()
}
