import type { Element, Node } from '@xmldom/xmldom'
import { readCertificate, type SamlCertificate } from './saml-certificates'
import {
  AS_UTF8,
  error,
  FROM_FEDERATION,
  FROM_IDP,
  legible,
  START,
  warning,
  type MetadataIssue,
  type Place,
} from './saml-issue'
import { IAM_QUOTAS } from './quotas/table/iam'
import { parseXml, place } from './saml-xml'
import { xmlText } from './xml-text'

export type { SamlCertificate } from './saml-certificates'
export type { MetadataCode, MetadataIssue } from './saml-issue'

/** What Trustloom needs to know of an identity provider's SAML 2.0 metadata, and what is wrong with it. */
export interface SamlMetadata {
  /** The `entityID`, which the provider's assertions name as their issuer; null where it could not be read. */
  readonly entityId: string | null
  /** The signing certificates that could be read, in document order. */
  readonly certificates: readonly SamlCertificate[]
  /** Where people are sent to sign in: the `Location` of each SingleSignOnService, sorted. */
  readonly signIn: readonly string[]
  /** In the order of the checks; empty where IAM can be expected to take the metadata. */
  readonly issues: readonly MetadataIssue[]
}

const { least: MIN_LENGTH, limit: MAX_LENGTH } = IAM_QUOTAS['saml-metadata']
/** https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf, section 2 */
const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#'

/** Reads an identity provider's metadata as IAM would at `now`; for any text an answer, never an exception. */
export function readSamlMetadata(text: string, now: Date): SamlMetadata {
  const issues: MetadataIssue[] = []
  const size = text.length.toLocaleString('en-US')
  if (text.length > MAX_LENGTH) {
    const message = `the metadata has ${size} characters, and AWS takes at most 10,000,000`
    return {
      entityId: null,
      certificates: [],
      signIn: [],
      issues: [error('metadata-too-long', START, message, FROM_FEDERATION)],
    }
  }
  if (text.length < MIN_LENGTH)
    issues.push(
      error('metadata-too-short', START, `the metadata has ${size} characters, and AWS takes at least 1,000`, FROM_IDP),
    )
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
  if (text.startsWith('\uFEFF'))
    issues.push(error('metadata-byte-order-mark', START, 'the file begins with a byte order mark', AS_UTF8))

  const root = parseXml(xmlText(text.replace(/^\uFEFF/, '')))
  if ('code' in root) return { entityId: null, certificates: [], signIn: [], issues: [...issues, root] }

  const entityId = readEntityId(root, issues)
  const providers = identityProviders(root, issues)
  checkValidUntil([root, ...providers], now, issues)
  const certificates = readCertificates(providers, now, issues)
  const [provider] = providers
  const services = children(providers, METADATA, 'SingleSignOnService')
  if (provider && services.length === 0)
    issues.push(error('metadata-no-sso', place(provider), 'the identity provider has no SingleSignOnService', FROM_IDP))
  const signIn = [...new Set(services.map((each) => each.getAttribute('Location') ?? ''))].sort()
  return { entityId, certificates, signIn, issues }
}

function readEntityId(root: Element, issues: MetadataIssue[]): string | null {
  const attribute = root.getAttributeNode('entityID')
  // Neither spaces nor controls, which would reach people's terminals.
  if (attribute && /^[^\s\p{C}]+$/u.test(attribute.value)) return attribute.value
  const message = attribute ? 'the entityID is empty or no URI' : 'the metadata has no entityID'
  issues.push(error('metadata-no-entity-id', place(attribute ?? root), message, FROM_IDP))
  return null
}

/** The roles of the entity that AWS can sign in through; none, and an issue, where it has none. */
function identityProviders(root: Element, issues: MetadataIssue[]): readonly Element[] {
  const refused = (message: string, at: Element, hint = FROM_IDP): readonly Element[] => {
    issues.push(error('metadata-not-idp', place(at), message, hint))
    return []
  }
  if (root.namespaceURI !== METADATA)
    return refused(`<${legible(root.tagName)}> is not SAML 2.0 metadata: its namespace is not ${METADATA}`, root)
  if (root.localName === 'EntitiesDescriptor')
    return refused('this is an EntitiesDescriptor, the metadata of several entities', root, FROM_FEDERATION)
  if (root.localName !== 'EntityDescriptor')
    return refused(`<${legible(root.tagName)}> is not an EntityDescriptor`, root)
  const all = children([root], METADATA, 'IDPSSODescriptor')
  const [sp] = children([root], METADATA, 'SPSSODescriptor')
  if (!all[0])
    return sp
      ? refused("this is a service provider's metadata (SPSSODescriptor), not an identity provider's", sp)
      : refused('the entity is no identity provider: it has no IDPSSODescriptor', root)
  const able = all.filter((idp) => idp.getAttribute('protocolSupportEnumeration')?.split(/\s+/).includes(PROTOCOL))
  return able[0] ? able : refused(`the identity provider does not support SAML 2.0 (${PROTOCOL})`, all[0])
}

/** `validUntil` of the entity and of its roles: sections 2.3.2 and 2.4.1 of the specification. */
function checkValidUntil(elements: readonly Element[], now: Date, issues: MetadataIssue[]): void {
  for (const attribute of elements.map((element) => element.getAttributeNode('validUntil'))) {
    if (!attribute) continue
    const [, local, zone] = /^\s*(\d{4}-\d\d-\d\dT[\d:.]+)(Z|[+-]\d\d:\d\d)?\s*$/.exec(attribute.value) ?? []
    // SAML's times are UTC; without a zone, JavaScript would read the machine's.
    const until = new Date(`${local}${zone ?? 'Z'}`)
    const unreadable = Number.isNaN(until.getTime())
    if (!unreadable && until >= now) continue
    const message = unreadable
      ? `validUntil="${legible(attribute.value)}" is not a date and time`
      : `the metadata was valid until ${until.toISOString()} only`
    issues.push(warning('metadata-valid-until', place(attribute), message, FROM_IDP))
  }
}

function readCertificates(providers: readonly Element[], now: Date, issues: MetadataIssue[]): SamlCertificate[] {
  const keys = children(providers, METADATA, 'KeyDescriptor').filter(
    (key) => (key.getAttribute('use') ?? 'signing') === 'signing', // without `use`, a key is for everything
  )
  const data = children(children(keys, SIGNATURE, 'KeyInfo'), SIGNATURE, 'X509Data')
  const certificates: SamlCertificate[] = []
  let newest: { readonly certificate: SamlCertificate; readonly at: Place } | undefined
  for (const element of children(data, SIGNATURE, 'X509Certificate')) {
    const reading = readCertificate(element.textContent ?? '')
    if ('fault' in reading) {
      issues.push(error('metadata-bad-certificate', place(element), reading.fault, reading.hint ?? FROM_IDP))
      continue
    }
    certificates.push(reading.certificate)
    if (!newest || reading.certificate.notAfter > newest.certificate.notAfter)
      newest = { certificate: reading.certificate, at: place(element) }
  }
  const [provider] = providers
  if (provider && !newest) {
    const message = 'the identity provider has no signing certificate that can be read'
    issues.push(error('metadata-no-certificate', place(keys[0] ?? provider), message, FROM_IDP))
  }
  if (newest && newest.certificate.notAfter < now) {
    const date = newest.certificate.notAfter.toISOString().slice(0, 10)
    const subject = legible(newest.certificate.subject)
    const message =
      certificates.length === 1
        ? `the signing certificate (${subject}) expired on ${date}`
        : `all ${certificates.length} signing certificates have expired, the last (${subject}) on ${date}`
    issues.push(warning('metadata-expired', newest.at, message, FROM_IDP))
  }
  return certificates
}

function children(parents: readonly Element[], namespace: string, name: string): readonly Element[] {
  const found: Element[] = []
  for (const parent of parents)
    for (let node: Node | null = parent.firstChild; node; node = node.nextSibling)
      if (node.namespaceURI === namespace && node.localName === name) found.push(node as Element)
  return found
}
