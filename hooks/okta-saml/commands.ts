import type { OktaCommand, OktaPatch } from '../lib/okta-hook'
import type { SamlAttributes } from './attributes'

/** An attribute as Okta's commands write it. */
export interface OktaClaim {
  readonly attributes: { readonly NameFormat: string }
  readonly attributeValues: readonly { readonly attributes: { readonly 'xsi:type': string }; readonly value: string }[]
}

const NAME_FORMAT = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri'

export const oktaClaim = (values: readonly string[]): OktaClaim => ({
  attributes: { NameFormat: NAME_FORMAT },
  attributeValues: values.map((value) => ({ attributes: { 'xsi:type': 'xs:string' }, value })),
})

/** Commands that set each attribute, whether Okta was about to send one of the name or not. */
export function samlCommands(claims: Readonly<Record<string, unknown>>, attributes: SamlAttributes): OktaCommand[] {
  const value = Object.entries(attributes).map(([name, values]): OktaPatch => ({
    op: Object.hasOwn(claims, name) ? 'replace' : 'add',
    path: `/claims/${pointerToken(name)}`,
    value: oktaClaim(values),
  }))
  return [{ type: 'com.okta.assertion.patch', value }]
}

/** RFC 6901. */
const pointerToken = (name: string): string => name.replace(/~/g, '~0').replace(/\//g, '~1')
