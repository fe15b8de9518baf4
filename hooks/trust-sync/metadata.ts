import { quotaOf } from '../../core/model/quotas/table'
import { readCertificate } from '../../core/model/saml-certificates'

const { least, limit } = quotaOf('saml-metadata') as { readonly least: number; readonly limit: number }

/**
 * What is wrong with an identity provider's metadata as far as can be told without parsing XML, for which there is no
 * room in a function; IAM reads it, too, and refuses what is worse. `undefined` where nothing is.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_saml.html
 */
export function metadataFault(text: string): string | undefined {
  if (text.length < least || text.length > limit) return `it has ${text.length} characters`
  if (!text.startsWith('<')) return 'it is no XML: it does not begin with a tag'
  if (/<!(?:doctype|entity)/i.test(text)) return 'it declares a document type or entities'
  if (/<(?:[\w.-]+:)?EntitiesDescriptor[\s>]/.test(text)) return 'it is that of several entities'
  const [entity] = /<(?:[\w.-]+:)?EntityDescriptor\s[^<]*>/.exec(text) ?? []
  if (!entity?.includes('urn:oasis:names:tc:SAML:2.0:metadata')) return 'it is no SAML 2.0 metadata'
  if (!/\sentityID\s*=\s*(?:"[^"\s]+"|'[^'\s]+')/.test(entity)) return 'it has no entityID'
  const [descriptor] = /<(?:[\w.-]+:)?IDPSSODescriptor\s[^<]*>/.exec(text) ?? []
  if (descriptor === undefined) return 'it is not that of an identity provider'
  if (!descriptor.includes('urn:oasis:names:tc:SAML:2.0:protocol')) return 'its provider does not support SAML 2.0'
  if (!/<(?:[\w.-]+:)?SingleSignOnService\s/.test(text)) return 'it has no SingleSignOnService'
  return certificateFault(text)
}

function certificateFault(text: string): string | undefined {
  const found = [...text.matchAll(/<((?:[\w.-]+:)?)X509Certificate(?:\s[^>]*)?>([^<]*)<\/\1X509Certificate>/g)]
  const readings = found.map(([, , base64 = '']) => readCertificate(base64))
  if (readings.length === 0) return 'it has no certificate'
  for (const reading of readings) if ('fault' in reading) return reading.fault
  return undefined
}
