import { X509Certificate } from 'node:crypto'

/** A certificate that an identity provider signs its assertions with. */
export interface SamlCertificate {
  /** The last instant at which it is valid (X.509 `notAfter`). */
  readonly notAfter: Date
  /** Its subject as one line, most general part first: `C=US, O=Okta, CN=novo`; empty if it has none. */
  readonly subject: string
  /** SHA-256 of the certificate, in hex with colons: what two certificates differ in. */
  readonly fingerprint: string
}

/** Either the certificate, or why there is none. */
export type CertificateReading =
  { readonly certificate: SamlCertificate } | { readonly fault: string; readonly hint?: string }

/** Searched for rather than matched: a repetition over megabytes would overflow. */
const NOT_BASE64 = /[^A-Za-z0-9+/]/
const DER_SEQUENCE = 0x30
const MIN_RSA_BITS = 1024

/**
 * Reads the text of a `ds:X509Certificate`: the base64 of one DER certificate, with any white space in it.
 *
 * @see https://www.w3.org/TR/xmldsig-core1/#sec-X509Data
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html (keys of at least 1024 bits)
 */
export function readCertificate(text: string): CertificateReading {
  const base64 = text.replace(/\s/g, '')
  if (base64 === '') return { fault: 'the certificate is empty' }
  if (base64.startsWith('-----BEGIN'))
    return { fault: 'the certificate has PEM lines around it', hint: 'Leave out the BEGIN and END lines.' }
  if (NOT_BASE64.test(base64.replace(/={1,2}$/, '')) || base64.length % 4 !== 0)
    return { fault: 'the certificate is not base64' }
  const der = Buffer.from(base64, 'base64')
  // X509Certificate would also take PEM, here base64 of base64, which AWS does not.
  if (der[0] !== DER_SEQUENCE) return { fault: 'the certificate is not an X.509 certificate' }
  try {
    return read(new X509Certificate(der))
  } catch {
    return { fault: 'the certificate is not an X.509 certificate', hint: 'Is it complete? Download it again.' }
  }
}

function read(x509: X509Certificate): CertificateReading {
  const notAfter = new Date(x509.validTo)
  if (Number.isNaN(notAfter.getTime())) return { fault: 'the certificate has no readable date of expiry' }
  const bits = x509.publicKey.asymmetricKeyDetails?.modulusLength
  if (bits !== undefined && bits < MIN_RSA_BITS)
    return { fault: `the certificate has a key of ${bits} bits, and AWS requires at least ${MIN_RSA_BITS}` }
  // One attribute a line, as Node gives it; undefined where the subject is empty, whatever its type says.
  const subject = ((x509.subject as string | undefined) ?? '').split('\n').join(', ')
  return { certificate: { notAfter, subject, fingerprint: x509.fingerprint256 } }
}
