import { issuerKey } from '../../model/arn'
import { sha256 } from '../../model/hash'
import { readSamlMetadata } from '../../model/saml-metadata'
import { remember } from '../../policy/evaluate/memo'
import { textIn, type ReadResource } from '../../terraform/read/resource'
import type { Names } from '../reach/names'
import type { Fact } from './fact'

/** The identity provider that a resource makes, and how people sign in with it; none of any other resource. */
export function providerFacts(
  { type, address, values }: ReadResource,
  { partition, account }: Pick<Names, 'partition' | 'account'>,
): readonly Fact[] {
  const inAccount = `arn:${partition}:iam::${account}`
  if (type === 'aws_iam_saml_provider') {
    const subject = `${inAccount}:saml-provider/${textIn(values, 'name') ?? '?'}`
    const { entity, certificates, signIn } = known(textIn(values, 'saml_metadata_document') ?? '')
    return [
      { kind: 'provider', subject, value: entity, address },
      { kind: 'sign-in', subject, value: signIn, address },
      ...certificates.map(([name, value]): Fact => ({ kind: 'certificate', subject, name, value, address })),
    ]
  }
  if (type !== 'aws_iam_openid_connect_provider') return NONE
  const issuer = issuerKey(textIn(values, 'url') ?? '?')
  return [{ kind: 'provider', subject: `${inAccount}:oidc-provider/${issuer}`, value: issuer, address }]
}

const NONE: readonly Fact[] = []

interface Metadata {
  /** The entity that it is of; of what cannot be read, a digest, so that any change of it is another entity. */
  readonly entity: string
  /** Fingerprint and description of each signing certificate. */
  readonly certificates: readonly (readonly [fingerprint: string, says: string])[]
  /** Where people are sent. */
  readonly signIn: string
}

/** Whether a certificate has expired is no question of a review. */
const ANY_DAY = new Date(0)

const known = remember((text): Metadata => {
  const { entityId, certificates, signIn } = readSamlMetadata(text, ANY_DAY)
  return {
    entity: entityId ?? `unreadable ${sha256(text).toString('hex')}`,
    certificates: certificates.map(({ fingerprint, subject, notAfter }) => [
      fingerprint,
      `${subject}, valid until ${notAfter.toISOString().slice(0, 10)}, SHA-256 ${fingerprint}`,
    ]),
    signIn: signIn.join(' and '),
  }
})
