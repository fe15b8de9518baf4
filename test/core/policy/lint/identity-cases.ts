import { serviceTrust } from '../../../../core/policy/trust'
import type { RuleCases } from './cases'
import {
  allow,
  can,
  COGNITO,
  deny,
  LETS_RUNS_IN,
  of,
  OIDC,
  OTHER_SAML,
  permission,
  policy,
  SAML,
  trust,
} from './subject'

const service = of('trust', serviceTrust('glue.amazonaws.com'))
const NO_TRUST = permission(can('s3:GetObject'))
const good = trust(allow(), deny())
const ASSUME = 'sts:AssumeRoleWithSAML'
const LIKE = { 'aws:RequestTag/GroupHash': '*.HFAt.*' }

/** That every session says who is behind it. */
export const identityCases: readonly RuleCases[] = [
  {
    rule: 'missing-session-action',
    fails: [
      [
        'tags without TagSession',
        trust(allow(SAML, { Action: [ASSUME, 'sts:SetSourceIdentity'] })),
        0,
        'StringLike aws:RequestTag/GroupHash stands in a statement without sts:TagSession',
      ],
      [
        'a source identity without SetSourceIdentity',
        trust(allow(), allow(SAML, { Action: [ASSUME, 'sts:TagSession'] })),
        1,
        'StringLike sts:SourceIdentity stands in a statement without sts:SetSourceIdentity',
      ],
      [
        'tag keys in a Deny',
        trust(deny(SAML, { Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': 'x' } } })),
        0,
        'without sts:TagSession',
      ],
    ],
    passes: [
      ['the mesh’s own', good],
      ['a pattern that includes both', trust(allow(SAML, { Action: 'sts:*' }))],
    ],
    hasNothingToJudge: [
      ['no such key', service],
      [
        'tags of a resource',
        of('permission', policy(can('glue:CreateJob', '*', { StringLike: { 'aws:RequestTag/x': 'y' } }))),
      ],
    ],
  },
  {
    rule: 'source-identity-required',
    fails: [
      ['runs, in a role of people', trust(LETS_RUNS_IN), 0, 'sessions from app.terraform.io get in'],
      [
        'people, in a role of runs',
        of('trust', policy(LETS_RUNS_IN, allow(SAML, {}, { StringLike: LIKE })), 'acme-lab-apply'),
        1,
        'acme-databricks',
      ],
      [
        'none',
        trust(allow(SAML, {}, { StringLike: LIKE })),
        0,
        'sessions from acme-databricks get in without a source identity',
      ],
      [
        'of an OIDC provider',
        trust(allow(OIDC, {}, { StringLike: LIKE })),
        0,
        'sessions from login.example.com/oauth2/aus1 get in',
      ],
      [
        'only beside SetSourceIdentity',
        trust(
          allow(SAML, { Action: [ASSUME, 'sts:TagSession'] }, { StringLike: LIKE }),
          allow(SAML, { Action: 'sts:SetSourceIdentity' }),
        ),
        0,
        'get in without a source identity',
      ],
      [
        'only where it is there',
        trust(allow(SAML, {}, { StringLike: LIKE, StringLikeIfExists: { 'sts:SourceIdentity': '*@example.com' } })),
        0,
        'get in without a source identity',
      ],
      [
        'any',
        trust(allow(SAML, {}, { StringLike: { ...LIKE, 'sts:SourceIdentity': ['a@example.com', '*'] } })),
        0,
        'StringLike sts:SourceIdentity "a@example.com", "*" lets source identities in that do not match *@example.com',
      ],
    ],
    passes: [
      ['the mesh’s own', good],
      ['a narrower one', trust(allow(SAML, {}, { StringLike: { ...LIKE, 'sts:SourceIdentity': 'a*@example.com' } }))],
      [
        'an exact one',
        trust(allow(SAML, {}, { StringLike: LIKE, StringEquals: { 'sts:SourceIdentity': 'a@example.com' } })),
      ],
    ],
    hasNothingToJudge: [
      ['runs, in a role of runs', of('trust', policy(LETS_RUNS_IN), 'acme-lab-apply')],
      ['pools, which cannot set one', trust(allow(COGNITO))],
      ['a service', service],
      ['a Deny', trust(deny())],
      ['no trust policy', NO_TRUST],
    ],
  },
  {
    rule: 'source-identity-denied',
    fails: [
      ['runs, in a role of people', trust(LETS_RUNS_IN), 0, 'nothing denies'],
      [
        'people, in a role of runs',
        of('trust', policy(LETS_RUNS_IN, allow(SAML, {}, { StringLike: LIKE })), 'acme-lab-apply'),
        1,
        'acme-databricks',
      ],
      [
        'no Deny',
        trust(allow()),
        0,
        `nothing denies ${ASSUME} to acme-databricks without a source identity that matches *@example.com`,
      ],
      [
        'a Deny of SetSourceIdentity alone',
        trust(allow(), deny(SAML, { Action: 'sts:SetSourceIdentity' })),
        0,
        'nothing denies',
      ],
      [
        'a Deny of any other identity',
        trust(allow(), deny(SAML, { Condition: { StringNotLike: { 'sts:SourceIdentity': '*' } } })),
        0,
        'nothing denies',
      ],
      [
        'a Deny on a further condition',
        trust(
          allow(),
          deny(SAML, {
            Condition: { StringNotLike: { 'sts:SourceIdentity': '*@example.com', 'aws:PrincipalOrgID': 'o' } },
          }),
        ),
        0,
        'nothing denies',
      ],
      [
        'a Deny for another protocol',
        trust(allow(OIDC), deny(SAML)),
        0,
        'nothing denies sts:AssumeRoleWithWebIdentity',
      ],
    ],
    passes: [['the mesh’s own', trust(allow(), allow(OIDC), allow(COGNITO), deny(), deny(OIDC))]],
    hasNothingToJudge: [
      ['runs, in a role of runs', of('trust', policy(LETS_RUNS_IN), 'acme-lab-apply')],
      ['pools', trust(allow(COGNITO))],
      ['a service', service],
      ['no trust policy', NO_TRUST],
    ],
  },
  {
    rule: 'deny-misses-provider',
    fails: [
      [
        'one of two, on the source identity',
        trust(allow([SAML, OTHER_SAML]), deny(SAML)),
        1,
        'the Deny on sts:SourceIdentity misses acme-powerbi, which an Allow lets in',
      ],
      [
        'a pool, on the groups',
        trust(
          allow(OIDC, {}, { StringLike: { 'sts:SourceIdentity': '*@example.com' } }),
          allow(COGNITO, {}, { StringLike: undefined }),
          deny(OIDC, {
            Action: ['sts:AssumeRoleWithWebIdentity', 'sts:TagSession'],
            Condition: { StringNotLike: LIKE },
          }),
        ),
        2,
        'the Deny on aws:RequestTag/GroupHash misses cognito-identity.amazonaws.com',
      ],
    ],
    passes: [
      ['the same', trust(allow([SAML, OTHER_SAML]), deny([SAML, OTHER_SAML]))],
      ['one Deny each', trust(allow([SAML, OTHER_SAML]), deny(SAML), deny(OTHER_SAML))],
      ['a pool, on the source identity', trust(allow(OIDC), allow(COGNITO), deny(OIDC))],
    ],
    hasNothingToJudge: [
      ['no Deny', trust(allow())],
      ['a service', service],
    ],
  },
]
