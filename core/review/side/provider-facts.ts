import { issuerKey } from '../../model/arn'
import { sha256 } from '../../model/hash'
import { remember } from '../../policy/evaluate/memo'
import { textIn, type ReadResource } from '../read/resource'
import type { Names } from '../access/names'
import type { Fact } from './fact'

/** The identity provider that a resource makes; `undefined` of any other resource. */
export function providerFact(
  { type, address, values }: ReadResource,
  { partition, account }: Pick<Names, 'partition' | 'account'>,
): Fact | undefined {
  const inAccount = `arn:${partition}:iam::${account}`
  if (type === 'aws_iam_saml_provider') {
    const name = textIn(values, 'name') ?? '?'
    const value = entityOf(textIn(values, 'saml_metadata_document') ?? '')
    return { kind: 'provider', subject: `${inAccount}:saml-provider/${name}`, value, address }
  }
  if (type !== 'aws_iam_openid_connect_provider') return undefined
  const issuer = issuerKey(textIn(values, 'url') ?? '?')
  return { kind: 'provider', subject: `${inAccount}:oidc-provider/${issuer}`, value: issuer, address }
}

/** The entity that metadata is of: a rotated certificate leaves it as it is. */
export const entityOf = (metadata: string): string => known(metadata).entity

export const metadataDigest = (metadata: string): string => known(metadata).digest

const known = remember((metadata) => ({
  entity: /\bentityID\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(metadata)?.slice(1).find(Boolean) ?? '',
  digest: sha256(metadata).toString('hex'),
}))
