import { serviceTrust } from '../../../../core/policy/trust'
import type { RuleCases } from './cases'
import { allow, COGNITO, deny, of, OIDC, SAML, trust } from './subject'

const service = of('trust', serviceTrust('glue.amazonaws.com'))
const good = trust(allow(), deny())
const ASSUME = 'sts:AssumeRoleWithSAML'

/** Through which providers a role is opened, and for whom their assertions are made. */
export const providerCases: readonly RuleCases[] = [
  {
    rule: 'audience',
    fails: [
      [
        'of a SAML provider',
        trust(allow(SAML, {}, { StringEquals: undefined })),
        0,
        'acme-databricks may open the role for any audience',
      ],
      [
        'of an OIDC provider',
        trust(allow(OIDC, {}, { StringEquals: { 'SAML:aud': 'x' } })),
        0,
        'login.example.com/oauth2/aus1 may open',
      ],
      [
        'of a pool',
        trust(allow(COGNITO, {}, { StringEquals: undefined })),
        0,
        'cognito-identity.amazonaws.com may open',
      ],
      [
        'a pattern',
        trust(allow(SAML, {}, { StringEquals: undefined, StringLike: { 'SAML:aud': 'https://*' } })),
        0,
        'any audience',
      ],
      [
        'only where it is there',
        trust(allow(SAML, {}, { StringEquals: undefined, StringEqualsIfExists: { 'SAML:aud': 'x' } })),
        0,
        'any audience',
      ],
    ],
    passes: [
      ['all three', trust(allow(), allow(OIDC), allow(COGNITO))],
      ['in other case', trust(allow(SAML, {}, { StringEquals: { 'saml:AUD': ['a', 'b'] } }))],
    ],
    hasNothingToJudge: [
      ['a Deny', trust(deny())],
      ['a service', service],
    ],
  },
  {
    rule: 'cognito-amr',
    fails: [
      [
        'missing',
        trust(allow(COGNITO, {}, { 'ForAnyValue:StringLike': undefined })),
        0,
        'guests of the identity pool may open the role',
      ],
      [
        'ForAllValues',
        trust(
          allow(
            COGNITO,
            {},
            { 'ForAnyValue:StringLike': undefined, 'ForAllValues:StringLike': { [`${COGNITO}:amr`]: 'authenticated' } },
          ),
        ),
        0,
        `ForAllValues:StringLike ${COGNITO}:amr "authenticated" does not keep guests`,
      ],
      [
        'any',
        trust(allow(COGNITO, {}, { 'ForAnyValue:StringLike': { [`${COGNITO}:amr`]: '*authenticated' } })),
        0,
        'does not keep guests',
      ],
    ],
    passes: [['the mesh’s own', trust(allow(COGNITO))]],
    hasNothingToJudge: [['no pool', good]],
  },
  {
    rule: 'provider-action',
    fails: [
      [
        'SAML beside web identity',
        trust(allow(SAML, { Action: 'sts:AssumeRoleWithWebIdentity' })),
        0,
        'acme-databricks cannot use sts:AssumeRoleWithWebIdentity',
      ],
      [
        'OIDC beside SAML, in a Deny',
        trust(deny([SAML, OIDC])),
        0,
        'login.example.com/oauth2/aus1 cannot use sts:AssumeRoleWithSAML',
      ],
      [
        'a provider beside AssumeRole',
        trust(allow(OIDC, { Action: 'sts:AssumeRole' })),
        0,
        'cannot use sts:AssumeRole',
      ],
      [
        'a service beside SAML',
        trust({ Effect: 'Allow', Principal: { Service: 'glue.amazonaws.com' }, Action: ASSUME }),
        0,
        'glue.amazonaws.com cannot use',
      ],
      ['none at all', trust(allow('[SAML_IdP_ARN]', { Action: ASSUME })), 0, '[SAML_IdP_ARN] is no identity provider'],
    ],
    passes: [
      ['each with its own', trust(allow(), allow(OIDC), allow(COGNITO), deny())],
      ['a service', service],
    ],
    hasNothingToJudge: [['no such action', trust(allow(SAML, { Action: 'sts:TagSession' }))]],
  },
]
