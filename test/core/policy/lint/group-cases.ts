import { serviceTrust } from '../../../../core/policy/trust'
import type { RuleCases } from './cases'
import { allow, can, deny, LETS_RUNS_IN, of, OTHER_SAML, policy, SAML, trust } from './subject'

const service = of('trust', serviceTrust('glue.amazonaws.com'))
const good = trust(allow(), deny())
const LIKE = { 'aws:RequestTag/GroupHash': '*.HFAt.*' }

/** Whose codes open a role. */
export const groupCases: readonly RuleCases[] = [
  {
    rule: 'group-required',
    fails: [
      [
        'none',
        trust(allow(SAML, {}, { StringLike: { 'sts:SourceIdentity': '*@example.com' } })),
        0,
        'every user of acme-databricks may open the role',
      ],
      [
        'only where it is there',
        trust(allow(SAML, {}, { StringLike: undefined, StringLikeIfExists: LIKE })),
        0,
        'no group is asked for',
      ],
      [
        'a Deny for another provider',
        trust(allow(OTHER_SAML, {}, { StringLike: undefined }), deny(SAML, { Condition: { StringNotLike: LIKE } })),
        0,
        'every user of acme-powerbi',
      ],
      ['runs, in a role of people', trust(LETS_RUNS_IN), 0, 'every user of app.terraform.io'],
      [
        'people, in a role of runs',
        of('trust', policy(LETS_RUNS_IN, allow(SAML, {}, { StringLike: undefined })), 'acme-lab-apply'),
        1,
        'every user of acme-databricks',
      ],
    ],
    passes: [
      ['the mesh’s own', good],
      [
        'a Deny for the provider',
        trust(allow(SAML, {}, { StringLike: undefined }), deny(SAML, { Condition: { StringNotLike: LIKE } })),
      ],
    ],
    hasNothingToJudge: [
      ['a service', service],
      ['a Deny', trust(deny())],
      ['runs, in a role of runs', of('trust', policy(LETS_RUNS_IN), 'acme-lab-apply')],
    ],
  },
  {
    rule: 'group-pattern',
    fails: (
      [
        ['*HFAt*', 'is not anchored with dots'],
        ['*.HFAt*', 'is not anchored with dots'],
        ['*.HFA.*', 'has a code of 3 characters, not 4'],
        ['*.HFAtt.*', 'has a code of 5 characters, not 4'],
        ['*.H?At.*', 'holds more than letters and digits'],
        ['*.HFAt.*.mTKM.*', 'holds more than letters and digits'],
        ['*', 'holds no code'],
        ['*.*', 'holds no code'],
        ['', 'holds no code'],
      ] as const
    )
      .map(
        ([pattern, fault]) =>
          [
            JSON.stringify(pattern),
            trust(allow(SAML, {}, { StringLike: { 'aws:RequestTag/GroupHash': ['*.mTKM.*', pattern] } })),
            0,
            `the group pattern ${JSON.stringify(pattern)} ${fault}`,
          ] as const,
      )
      .concat([
        [
          'under StringEquals',
          trust(allow(SAML, {}, { StringEquals: { 'aws:RequestTag/GroupHash': '*.HFAt.*' } })),
          0,
          'stands under StringEquals',
        ] as never,
      ]),
    passes: [
      ['the mesh’s own', good],
      ['in a Deny', trust(deny(SAML, { Condition: { StringNotLike: LIKE } }))],
    ],
    hasNothingToJudge: [
      ['no group', trust(deny())],
      [
        'a permission policy',
        of('permission', policy(can('s3:GetObject', '*', { StringLike: { 'aws:RequestTag/GroupHash': '*' } }))),
      ],
    ],
  },
  {
    rule: 'group-unknown',
    fails: [
      [
        'a code of nobody',
        trust(allow(SAML, {}, { StringLike: { 'aws:RequestTag/GroupHash': '*.hfAt.*' } })),
        0,
        'no group has the code hfAt',
      ],
    ],
    passes: [
      ['the mesh’s own', good],
      ['one that has retired', trust(allow(SAML, {}, { StringLike: { 'aws:RequestTag/GroupHash': '*.Gone.*' } }))],
    ],
    hasNothingToJudge: [['no group', trust(deny())]],
  },
  {
    rule: 'group-retired',
    fails: [
      [
        'a code of a group that is gone',
        trust(allow(SAML, {}, { StringLike: { 'aws:RequestTag/GroupHash': '*.Gone.*' } })),
        0,
        'the code Gone of LEAVERS has retired',
      ],
    ],
    passes: [['the mesh’s own', good]],
    hasNothingToJudge: [['no group', trust(deny())]],
  },
  {
    rule: 'group-shared-code',
    fails: [
      [
        'a code of two',
        trust(allow(SAML, {}, { StringLike: { 'aws:RequestTag/GroupHash': '*.Twin.*' } })),
        0,
        'A and B have one code, Twin',
      ],
    ],
    passes: [['the mesh’s own', good]],
    hasNothingToJudge: [['no group', trust(deny())]],
  },
  {
    rule: 'group-not-declared',
    fails: [
      [
        'one too many',
        of(
          'trust',
          policy(allow(SAML, {}, { StringLike: { 'aws:RequestTag/GroupHash': ['*.HFAt.*', '*.Twin.*', '*.mTKM.*'] } })),
          'acme-lab-reader',
        ),
        0,
        "A and B (Twin) is not among the role's groups",
      ],
      [
        'one too few',
        of(
          'trust',
          policy(allow(SAML, {}, { StringLike: { 'aws:RequestTag/GroupHash': '*.HFAt.*' } })),
          'acme-lab-reader',
        ),
        null,
        "ANALYSTS (mTKM) is one of the role's groups, and no statement names it",
      ],
    ],
    passes: [['the same', of('trust', policy(allow(), deny()), 'acme-lab-reader')]],
    hasNothingToJudge: [
      ['a role that nothing is known of', good],
      ['a permission policy', of('permission', policy(can('s3:GetObject')), 'acme-lab-reader')],
      ['a role that nobody opens', of('trust', serviceTrust('glue.amazonaws.com'), 'acme-lab-reader')],
    ],
  },
]
