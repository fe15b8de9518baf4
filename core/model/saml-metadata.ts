import { DOMParser, type Element, type Node } from '@xmldom/xmldom'
import { readCertificate, type SamlCertificate } from './saml-certificates'

export type { SamlCertificate } from './saml-certificates'

/** What Trustloom needs to know of an identity provider's SAML 2.0 metadata, and what is wrong with it. */
export interface SamlMetadata {
  /** The `entityID`, which the provider's assertions name as their issuer; null where it could not be read. */
  readonly entityId: string | null
  /** The signing certificates that could be read, in document order. */
  readonly certificates: readonly SamlCertificate[]
  /** In the order of the checks; empty where IAM can be expected to take the metadata. */
  readonly issues: readonly MetadataIssue[]
}

/** A fault at its place in the XML text; line and column count from 1, and are 1:1 where nothing better is known. */
export interface MetadataIssue {
  /** `error`: IAM would refuse the metadata, or no sign-in could work. `warning`: sign-ins fail once it is applied. */
  readonly severity: 'error' | 'warning'
  readonly code: MetadataCode
  readonly message: string
  readonly hint?: string
  readonly line: number
  readonly column: number
}

export type MetadataCode =
  | 'metadata-too-short'
  | 'metadata-too-long'
  | 'metadata-too-complex'
  | 'metadata-byte-order-mark'
  | 'metadata-doctype'
  | 'metadata-not-xml'
  | 'metadata-not-idp'
  | 'metadata-no-entity-id'
  | 'metadata-no-certificate'
  | 'metadata-bad-certificate'
  | 'metadata-expired'
  | 'metadata-valid-until'
  | 'metadata-no-sso'

type Place = Pick<MetadataIssue, 'line' | 'column'>

/** Limits of `SAMLMetadataDocument` in https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateSAMLProvider.html */
const MIN_LENGTH = 1_000
const MAX_LENGTH = 10_000_000
/** Ours: real metadata has tens to hundreds, and xmldom takes quadratic time for attributes and nested namespaces. */
const MAX_TAGS_AND_ATTRIBUTES = 10_000

/** https://docs.oasis-open.org/security/saml/v2.0/saml-metadata-2.0-os.pdf, section 2 */
const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata'
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol'
const SIGNATURE = 'http://www.w3.org/2000/09/xmldsig#'

const START: Place = { line: 1, column: 1 }
const FROM_IDP =
  "Download the identity provider's metadata; in Okta: Sign On > SAML Signing Certificates > View IdP metadata."
const FROM_FEDERATION = 'AWS takes exactly one EntityDescriptor: cut out the one of your identity provider.'
const AS_UTF8 = 'Save the file as UTF-8, without a byte order mark.'

/** Reads an identity provider's metadata as IAM would at `now`; for any text an answer, never an exception. */
export function readSamlMetadata(text: string, now: Date): SamlMetadata {
  const issues: MetadataIssue[] = []
  const size = text.length.toLocaleString('en-US')
  if (text.length > MAX_LENGTH) {
    const message = `the metadata has ${size} characters, and AWS takes at most 10,000,000`
    return { entityId: null, certificates: [], issues: [error('metadata-too-long', START, message, FROM_FEDERATION)] }
  }
  if (text.length < MIN_LENGTH)
    issues.push(
      error('metadata-too-short', START, `the metadata has ${size} characters, and AWS takes at least 1,000`, FROM_IDP),
    )
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
  if (text.startsWith('\uFEFF'))
    issues.push(error('metadata-byte-order-mark', START, 'the file begins with a byte order mark', AS_UTF8))

  const root = parse(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'))
  if ('code' in root) return { entityId: null, certificates: [], issues: [...issues, root] }

  const entityId = readEntityId(root, issues)
  const providers = identityProviders(root, issues)
  checkValidUntil([root, ...providers], now, issues)
  const certificates = readCertificates(providers, now, issues)
  const [provider] = providers
  if (provider && !providers.some((idp) => children([idp], METADATA, 'SingleSignOnService').length > 0))
    issues.push(error('metadata-no-sso', place(provider), 'the identity provider has no SingleSignOnService', FROM_IDP))
  return { entityId, certificates, issues }
}

function parse(xml: string): Element | MetadataIssue {
  const early = refuse(xml)
  if (early) return early
  let fault = error('metadata-not-xml', START, 'the file is not well-formed XML')
  try {
    const parser = new DOMParser({
      normalizeLineEndings: (text) => text, // done, and U+2028 is not one in XML 1.0
      onError: (_level, message, { locator, currentElement }) => {
        // Of what is not closed, the start says more than the end of the file.
        const at = place(message.startsWith('unclosed') ? currentElement : locator)
        fault = message.includes('RangeError') // of a regular expression in xmldom, on comments of megabytes
          ? error('metadata-too-complex', at, 'a part of the file is too long to be read')
          : error('metadata-not-xml', at, `the file is not well-formed XML: ${legible(message)}`)
        // Of what xmldom calls a warning, nothing is well-formed either.
        throw new Error('stop')
      },
    })
    return parser.parseFromString(xml, 'text/xml').documentElement ?? fault
  } catch {
    return fault
  }
}

/** What must not reach the parser, or what it would let pass. */
function refuse(xml: string): MetadataIssue | undefined {
  return refuseDoctype(xml) ?? refuseCharacters(xml) ?? refuseComplexity(xml) ?? refuseReferences(xml)
}

/** One can only stand before the root; elsewhere it is not well-formed, and xmldom says so before it reads it. */
function refuseDoctype(xml: string): MetadataIssue | undefined {
  const misc = /\s+|<!--[^]*?-->|<\?[^]*?\?>/y
  let start = 0
  while (misc.test(xml)) start = misc.lastIndex
  const declaration = xml.slice(start, start + 100)
  if (!/^<!(doctype|entity)/i.test(declaration)) return undefined
  const html = /^<!doctype\s+html/i.test(declaration)
  const hint = html ? `This is a web page, perhaps of a sign-in. ${FROM_IDP}` : 'Remove it: metadata needs none.'
  return error('metadata-doctype', placeAt(xml, start), 'the file declares a document type or entities', hint)
}

/** Everything but `Char` of https://www.w3.org/TR/xml/#charsets, and U+FFFD, which decoders put for what they cannot read. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFC\u{10000}-\u{10FFFF}]/u

function refuseCharacters(xml: string): MetadataIssue | undefined {
  const at = xml.search(FORBIDDEN)
  if (at >= 0) {
    const character = `U+${xml.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0')}`
    // U+0000 is every second character of UTF-16 that was read as UTF-8.
    return character === 'U+FFFD' || character === 'U+0000'
      ? error('metadata-not-xml', placeAt(xml, at), `the file is not UTF-8 text (${character})`, AS_UTF8)
      : error('metadata-not-xml', placeAt(xml, at), `the file has a character that XML forbids (${character})`)
  }
  const first = xml.search(/\S/)
  if (first < 0) return error('metadata-not-xml', START, 'the file is empty', FROM_IDP)
  if (xml[first] === '<') return undefined
  return error('metadata-not-xml', placeAt(xml, first), 'the file is not XML: it does not begin with a tag', FROM_IDP)
}

function refuseComplexity(xml: string): MetadataIssue | undefined {
  const mark = /<|=\s*["']/g
  for (let marks = 0; marks <= MAX_TAGS_AND_ATTRIBUTES; marks++) if (!mark.test(xml)) return undefined
  const message = 'the file has over 10,000 tags and attributes, and one identity provider needs some hundred'
  return error('metadata-too-complex', placeAt(xml, mark.lastIndex - 1), message, FROM_FEDERATION)
}

/** An ampersand on its own, or `&#0;`, passes xmldom, but not AWS. In comments, CDATA and instructions it is text. */
function refuseReferences(xml: string): MetadataIssue | undefined {
  const references =
    /<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)|<\?[^]*?(?:\?>|$)|&(?!(?:amp|lt|gt|quot|apos);)(?:#(?:(\d+)|x([\da-fA-F]+));)?/g
  for (const { 0: found, 1: decimal, 2: hex, index } of xml.matchAll(references)) {
    if (found === '&') {
      const message = 'the file is not well-formed XML: an & that begins no reference'
      return error('metadata-not-xml', placeAt(xml, index), message, 'Write &amp; for the character itself.')
    }
    if (!found.startsWith('&')) continue
    const code = decimal ? parseInt(decimal, 10) : parseInt(hex ?? '', 16)
    if (!(code <= 0x10ffff) || FORBIDDEN.test(String.fromCodePoint(code)))
      return error('metadata-not-xml', placeAt(xml, index), `${legible(found)} stands for a character that XML forbids`)
  }
  return undefined
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

/** Of a node, or of where xmldom is in the text: line 0 before the first tag. */
function place({ lineNumber, columnNumber }: Located = {}): Place {
  return lineNumber && columnNumber ? { line: lineNumber, column: columnNumber } : START
}

interface Located {
  readonly lineNumber?: number
  readonly columnNumber?: number
}

function placeAt(xml: string, index: number): Place {
  let line = 1
  let start = 0
  for (let end = xml.indexOf('\n'); end >= 0 && end < index; end = xml.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return { line, column: index - start + 1 }
}

/** Text from the file, or about it, as one line for a terminal. */
function legible(text: string): string {
  const line = text
    .slice(0, 200)
    .replace(/^element parse error: Error: |^Error constructing the DOM: /, '')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
  return text.length > 200 ? `${line}…` : line
}

function error(code: MetadataCode, at: Place, message: string, hint?: string): MetadataIssue {
  return { severity: 'error', code, message, ...(hint && { hint }), ...at }
}

function warning(code: MetadataCode, at: Place, message: string, hint?: string): MetadataIssue {
  return { ...error(code, at, message, hint), severity: 'warning' }
}
