import { Refusal } from '../lib/refusal'
import type { SamlAttributes } from './attributes'
import { oktaClaim } from './commands'
import { allValues, type SamlRequest } from './request'

/**
 * How long the encoded response may be, in characters.
 *
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html
 */
export const MAX_RESPONSE = 100_000

/**
 * Two signatures with their certificates, of keys of up to 4096 bits, and everything around them that is the same in
 * each response: bytes.
 */
const ENVELOPE = 6_500

const ATTRIBUTE = '<saml2:Attribute Name="" NameFormat=""></saml2:Attribute>'.length

/** Okta declares both namespaces at each value. */
const VALUE =
  '<saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xs:string"></saml2:AttributeValue>'
    .length

/**
 * At most how many characters of Base64 the signed response has, if the attributes are added to what Okta was about to
 * send. The XML is Okta's to write, so this is an estimate, and never too low.
 */
export function responseSize(request: SamlRequest, attributes: SamlAttributes): number {
  const kept = Object.keys(request.claims).filter((name) => !Object.hasOwn(attributes, name))
  const bytes =
    ENVELOPE +
    // Destination and recipient, audience, issuer of response and assertion: each stands there up to three times.
    3 * (jsonBytes(request.envelope) + xmlBytes(request.issuer)) +
    sum(Object.keys(attributes).map((name) => attributeBytes(name, oktaClaim([]), attributes[name] ?? []))) +
    sum(kept.map((name) => attributeBytes(name, request.claims[name], allValues(request, name))))
  return Math.ceil(bytes / 3) * 4
}

/** @throws {Refusal} `too-many-roles` */
export function assertFits(request: SamlRequest, attributes: SamlAttributes): void {
  const characters = responseSize(request, attributes)
  if (characters > MAX_RESPONSE)
    throw new Refusal('too-many-roles', 'You may open more roles than one sign-in can carry.', {
      user: request.login,
      characters,
    })
}

function attributeBytes(name: string, claim: unknown, values: readonly unknown[]): number {
  const rest = claim !== null && typeof claim === 'object' ? { ...claim, attributeValues: [] } : claim
  const texts = values.map((value) => (typeof value === 'string' ? xmlBytes(value) : jsonBytes(value)))
  return ATTRIBUTE + xmlBytes(name) + jsonBytes(rest) + sum(texts.map((bytes) => VALUE + bytes))
}

/** A character that XML may write in another way takes up to ten bytes: `&#x10FFFF;`. */
const xmlBytes = (text: string): number => text.length + 9 * (text.match(/[^ !#$%()-;=?-~]/g)?.length ?? 0)

const jsonBytes = (value: unknown): number => xmlBytes(JSON.stringify(value ?? ''))

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0)
