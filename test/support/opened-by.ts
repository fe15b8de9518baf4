import type { OktaAssertion } from '../../cli/lib/sign-in/okta'
import { signIn, type SignIn } from '../../core/policy/sign-in'
import { trustPolicy } from '../../core/policy/trust'
import type { Built } from './mesh'

/** The attributes that AWS reads, and to whom the assertion is addressed. */
export interface Addressed {
  readonly recipient: string
  readonly attributes: Readonly<Record<string, readonly string[]>>
}

export function addressed({ subject, claims = {} }: OktaAssertion): Addressed {
  const { confirmation } = subject as { confirmation: { data: { recipient: string } } }
  const valuesOf = (name: string): string[] => (claims[name]?.attributeValues ?? []).map(({ value }) => value)
  return {
    recipient: confirmation.data.recipient,
    attributes: Object.fromEntries(Object.keys(claims).map((name) => [name, valuesOf(name)])),
  }
}

const AWS = 'https://aws.amazon.com/SAML/Attributes/'

/** The roles that open with an assertion, each asked by its trust policy, sorted. */
export function openedBy({ compiled }: Built, { recipient, attributes }: Addressed): string[] {
  const all = [...compiled.environments.values()].flatMap(({ roles }) => [...roles.values()])
  return (attributes[`${AWS}Role`] ?? [])
    .filter((pair) => {
      const [role = '', provider = ''] = pair.split(',')
      const trust = all.find(({ access }) => access.arn === role)?.trust
      return trust !== undefined && signIn(trustPolicy(trust), attempt(role, provider, recipient, attributes)).allowed
    })
    .map((pair) => pair.split(',')[0] ?? '')
    .sort()
}

/**
 * Every role of the mesh that would open if the assertion named it, sorted.
 *
 * @param service the service whose provider vouches for the assertion. @default - any service that leads to the role
 */
export function wouldOpen({ compiled }: Built, { recipient, attributes }: Addressed, service?: string): string[] {
  return [...compiled.environments.values()]
    .flatMap(({ roles }) => [...roles.values()])
    .flatMap(({ access: { arn }, trust }) => {
      const services = trust?.services.filter(({ name }) => service === undefined || name === service) ?? []
      const opens = services.some(
        ({ provider }) => trust && signIn(trustPolicy(trust), attempt(arn, provider, recipient, attributes)).allowed,
      )
      return opens ? [arn] : []
    })
    .sort()
}

/** The attempt to open a role with an assertion of a provider. */
export function attempt(
  role: string,
  provider: string,
  recipient: string,
  attributes: Addressed['attributes'],
): SignIn {
  const tag = `${AWS}PrincipalTag:`
  const names = Object.keys(attributes).filter((name) => name.startsWith(tag))
  const tags = Object.fromEntries(names.map((name) => [name.slice(tag.length), attributes[name]?.[0] ?? '']))
  const [sourceIdentity] = attributes[`${AWS}SourceIdentity`] ?? []
  return {
    action: 'sts:AssumeRoleWithSAML',
    role,
    provider,
    context: { 'SAML:aud': recipient },
    tags,
    ...(sourceIdentity !== undefined && { sourceIdentity }),
  }
}
