import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { AssertionRequest, OktaAssertion, OktaAttribute } from '../../cli/lib/sign-in/okta'
import { PROJECT } from './mesh'

/** Okta's request, as far as tests change it. */
export interface SamlRequest extends AssertionRequest {
  eventType: string
  eventTime: string
  readonly data: {
    readonly context: {
      readonly protocol: { readonly issuer: { id: string } }
      readonly user: { readonly profile: { login: string } }
      session?: unknown
    }
    assertion: OktaAssertion
  }
}

/** The sample of Okta's documentation, as it is there. */
export const documentedRequest = (): SamlRequest => read('test/fixtures/okta/saml-request.json')

/** The same for the README's mesh: its application, a login of its, and directory groups. */
export const sampleRequest = (): SamlRequest => read('examples/hooks/okta-saml.json')

const read = (path: string): SamlRequest => JSON.parse(readFileSync(join(PROJECT, path), 'utf8')) as SamlRequest

export interface Asked {
  readonly application?: string
  readonly user?: string
  readonly groups?: readonly string[]
  /** Further attributes of the application. */
  readonly claims?: Readonly<Record<string, readonly string[]>>
}

/** A request of the README's mesh. */
export function requestOf({ application, user, groups, claims = {} }: Asked): SamlRequest {
  const request = sampleRequest()
  const { context, assertion } = request.data
  if (application !== undefined) context.protocol.issuer.id = application
  if (user !== undefined) context.user.profile.login = user
  const all: Record<string, OktaAttribute> = { ...assertion.claims, ...(groups && { groups: attribute(groups) }) }
  for (const [name, values] of Object.entries(claims)) all[name] = attribute(values)
  request.data.assertion = { ...assertion, claims: all }
  return request
}

const attribute = (values: readonly string[]): OktaAttribute => ({
  attributes: { NameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:unspecified' },
  attributeValues: values.map((value) => ({ attributes: { 'xsi:type': 'xs:string' }, value })),
})
