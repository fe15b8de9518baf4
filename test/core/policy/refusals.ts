import type { ServiceAccess } from '../../../core/model/graph'
import type { Session } from './attempt'

/** Values of `GroupHash` that are not those of a member of HFAt and mTKM. */
export const FOREIGN_TAGS: readonly (readonly [string, string | undefined])[] = [
  ['no tag', undefined],
  ['an empty value', ''],
  ['the separator alone', '.'],
  ['another group', '.aaaa.'],
  [
    'many other groups',
    `.${Array.from({ length: 51 }, (_, index) => `aa${String(index).padStart(2, '0')}`).join('.')}.`,
  ],
  ['the bare code', 'HFAt'],
  ['a shorter code', '.HFA.'],
  ['a longer code', '.HFAtx.'],
  ['a code inside another', '.xHFAtx.'],
  ['no separator before', 'HFAt.'],
  ['no separator behind', '.HFAt'],
  ['letters around', 'xHFAtx'],
  ['a code over two others', '.aaHF.Atbb.'],
  ['a separator inside the code', '.HF.At.'],
  ['another case', '.hfat.'],
  ['capitals', '.HFAT.'],
  ['another separator', '-HFAt-'],
  ['blanks for separators', ' HFAt '],
  ['wildcards', '*'],
  ['a pattern', '*.HFA?.*'],
  ['wildcards of the right length', '.????.'],
  ['the code and a wildcard', '.HFA*.'],
  ['256 letters', 'x'.repeat(256)],
  ['256 letters of the code', 'HFAt'.repeat(64)],
  ['a value over its limit', `.${'x'.repeat(300)}.`],
]

const FOREIGN_IDENTITIES: readonly (readonly [string, Session])[] = [
  ['no source identity', { sourceIdentity: undefined }],
  ['a foreign domain', { sourceIdentity: 'eve@evil.com' }],
  ['a longer domain', { sourceIdentity: 'user@novonordisk.com.evil.com' }],
  ['a subdomain', { sourceIdentity: 'user@sub.novonordisk.com' }],
  ['the domain in capitals', { sourceIdentity: 'user@NOVONORDISK.COM' }],
  ['the domain without @', { sourceIdentity: 'novonordisk.com' }],
]

const otherAccount = (arn: string): string => arn.replace(/:\d{12}:/, ':999999999999:')

/** Sessions of a member with something wrong, by the protocol of the service. */
export function wrongSessions(service: ServiceAccess): readonly (readonly [string, Session])[] {
  const { provider } = service
  const audience: readonly (readonly [string, Session])[] = [
    ['no audience', { audience: undefined }],
    ['a wrong audience', { audience: 'somebody-else' }],
  ]
  const providers: readonly (readonly [string, Session])[] = [
    ['a foreign provider', { provider: `${provider}-foreign` }],
    ['this provider in another account', { provider: otherAccount(provider) }],
    ['a provider in another partition', { provider: provider.replace(/^arn:[^:]+:/, 'arn:aws-iso:') }],
  ]
  switch (service.protocol) {
    case 'saml':
      return [
        ...audience,
        ['the audience of a Region', { audience: 'https://eu-central-1.signin.aws.amazon.com/saml' }],
        ...providers,
        ...FOREIGN_IDENTITIES,
      ]
    case 'oidc':
      return [
        ...audience,
        ['an unknown client', { audience: `${service.clientIds[0]}x` }],
        ...providers,
        ...FOREIGN_IDENTITIES,
      ]
    case 'cognito':
      return [
        ...audience,
        ['another pool', { audience: provider.replace(/:[0-9a-f]{8}/, ':99999999') }],
        ['a guest', { amr: ['unauthenticated'] }],
        ['no amr', { amr: undefined }],
        ['an empty amr', { amr: [] }],
        ['a foreign identity service', { provider: 'cognito-identity.example.com' }],
        ['a source identity, which it cannot set', { sourceIdentity: 'ann@novonordisk.com' }],
      ]
  }
}
