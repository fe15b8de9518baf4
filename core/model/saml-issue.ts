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

/** Where an issue is. */
export type Place = Pick<MetadataIssue, 'line' | 'column'>

/** Where nothing better is known. */
export const START: Place = { line: 1, column: 1 }

export const FROM_IDP =
  "Download the identity provider's metadata; in Okta: Sign On > SAML Signing Certificates > View IdP metadata."
export const FROM_FEDERATION = 'AWS takes exactly one EntityDescriptor: cut out the one of your identity provider.'
export const AS_UTF8 = 'Save the file as UTF-8, without a byte order mark.'

export function error(code: MetadataCode, at: Place, message: string, hint?: string): MetadataIssue {
  return { severity: 'error', code, message, ...(hint && { hint }), ...at }
}

export function warning(code: MetadataCode, at: Place, message: string, hint?: string): MetadataIssue {
  return { ...error(code, at, message, hint), severity: 'warning' }
}

/** Text from the file, or about it, as one line for a terminal. */
export function legible(text: string): string {
  const line = text
    .slice(0, 200)
    .replace(/^element parse error: Error: |^Error constructing the DOM: /, '')
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
  return text.length > 200 ? `${line}…` : line
}
