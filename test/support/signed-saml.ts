import { SAML } from '@node-saml/node-saml'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import type { OktaAssertion, OktaAttribute } from '../../cli/lib/sign-in/okta'
import { addressed, type Addressed } from './opened-by'

/** What an identity provider signs with: two texts in PEM. */
export interface SigningKey {
  readonly privateKey: string
  readonly publicKey: string
}

export function signingKey(): SigningKey {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  })
}

const ISSUER = 'http://www.okta.com/exkth8lMzFm0HZOTU0g3'

/** As long as the certificate of an RSA key of 2048 bits with Okta's names in it. */
const CERTIFICATE = 'MIID'.repeat(320)

/** The response that Okta makes of an assertion, signed as a whole and in its assertion; Base64, as a browser sends it. */
export function signedResponse(assertion: OktaAssertion, key: SigningKey): string {
  const inner = sign(responseXml(assertion), key, "/*[local-name(.)='Response']/*[local-name(.)='Assertion']")
  return Buffer.from(sign(inner, key, "/*[local-name(.)='Response']")).toString('base64')
}

/** The same before it is signed. */
export function responseXml(assertion: OktaAssertion, now = new Date()): string {
  const { recipient } = addressed(assertion)
  return (
    `<saml2p:Response xmlns:saml2p="urn:oasis:names:tc:SAML:2.0:protocol" Destination="${escape(recipient)}" ID="id${randomUUID()}" IssueInstant="${now.toISOString()}" Version="2.0">` +
    issuer() +
    '<saml2p:Status><saml2p:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></saml2p:Status>' +
    `${assertionXml(assertion, now)}</saml2p:Response>`
  )
}

/** What an assertion says, if the signatures of its response hold. @throws if they do not */
export async function verifiedResponse(
  response: string,
  { publicKey }: SigningKey,
  audience: string,
): Promise<Addressed> {
  const saml = new SAML({
    callbackUrl: 'https://signin.aws.amazon.com/saml',
    issuer: audience,
    audience,
    idpCert: publicKey,
    wantAssertionsSigned: true,
    wantAuthnResponseSigned: true,
  })
  const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: response })
  const attributes = (profile?.attributes ?? {}) as Record<string, string | string[]>
  const xml = Buffer.from(response, 'base64').toString()
  return {
    recipient: /Recipient="([^"]*)"/.exec(xml)?.[1] ?? '',
    attributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, [value].flat()])),
  }
}

function sign(xml: string, { privateKey }: SigningKey, xpath: string): string {
  const signature = new SignedXml({
    privateKey,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
    getKeyInfoContent: () => `<ds:X509Data><ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate></ds:X509Data>`,
  })
  signature.addReference({
    xpath,
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
  })
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: `${xpath}/*[local-name(.)='Issuer']`, action: 'after' },
  })
  return signature.getSignedXml()
}

const issuer = (): string =>
  `<saml2:Issuer xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" Format="urn:oasis:names:tc:SAML:2.0:nameid-format:entity">${ISSUER}</saml2:Issuer>`

/** Okta's way of writing: each value declares its namespaces. */
function assertionXml(assertion: OktaAssertion, now: Date): string {
  const { subject, authentication, conditions, claims = {} } = assertion as unknown as Parts
  const later = new Date(now.getTime() + 300_000).toISOString()
  const earlier = new Date(now.getTime() - 300_000).toISOString()
  const { recipient } = subject.confirmation.data
  return (
    `<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="id${randomUUID()}" IssueInstant="${now.toISOString()}" Version="2.0">` +
    issuer() +
    `<saml2:Subject><saml2:NameID Format="${escape(subject.nameFormat)}">${escape(subject.nameId)}</saml2:NameID>` +
    `<saml2:SubjectConfirmation Method="${escape(subject.confirmation.method)}"><saml2:SubjectConfirmationData NotOnOrAfter="${later}" Recipient="${escape(recipient)}"/></saml2:SubjectConfirmation></saml2:Subject>` +
    `<saml2:Conditions NotBefore="${earlier}" NotOnOrAfter="${later}"><saml2:AudienceRestriction>` +
    conditions.audienceRestriction.map((each) => `<saml2:Audience>${escape(each)}</saml2:Audience>`).join('') +
    `</saml2:AudienceRestriction></saml2:Conditions><saml2:AuthnStatement AuthnInstant="${now.toISOString()}" SessionIndex="${escape(authentication.sessionIndex)}">` +
    `<saml2:AuthnContext><saml2:AuthnContextClassRef>${escape(authentication.authnContext.authnContextClassRef)}</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>` +
    `<saml2:AttributeStatement>${Object.entries(claims).map(attributeXml).join('')}</saml2:AttributeStatement></saml2:Assertion>`
  )
}

function attributeXml([name, { attributes, attributeValues }]: [string, OktaAttribute]): string {
  const values = attributeValues.map(
    (each) =>
      `<saml2:AttributeValue xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${escape(each.attributes['xsi:type'] ?? '')}">${escape(each.value)}</saml2:AttributeValue>`,
  )
  return `<saml2:Attribute Name="${escape(name)}" NameFormat="${escape(attributes.NameFormat ?? '')}">${values.join('')}</saml2:Attribute>`
}

const escape = (text: string): string =>
  text.replace(/[&<>"\t\n\r]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`)

interface Parts {
  readonly subject: {
    readonly nameId: string
    readonly nameFormat: string
    readonly confirmation: { readonly method: string; readonly data: { readonly recipient: string } }
  }
  readonly authentication: {
    readonly sessionIndex: string
    readonly authnContext: { readonly authnContextClassRef: string }
  }
  readonly conditions: { readonly audienceRestriction: readonly string[] }
  readonly claims?: Readonly<Record<string, OktaAttribute>>
}
