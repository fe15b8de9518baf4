import type { RuleCases } from './cases'
import { can, cannot, permission } from './subject'

const BUCKET = 'arn:aws:s3:::home'
const user = '${aws:PrincipalTag/user}'
const department = '${aws:PrincipalTag/department}'
const list = (condition?: Record<string, Record<string, string | string[]>>) => can('s3:ListBucket', BUCKET, condition)
const fine = permission(can('s3:GetObject'))

/** Folders of a bucket. */
export const storageCases: readonly RuleCases[] = [
  {
    rule: 'list-without-delimiter',
    fails: [
      ['the top', permission(list({ StringEquals: { 's3:prefix': '' } })), 0, 'listing "" goes to any depth'],
      [
        'a level',
        permission(can('s3:GetObject'), list({ StringLike: { 's3:prefix': ['home/', 'x/*'] } })),
        1,
        'listing "home/" goes to any depth',
      ],
      [
        'a delimiter that may be missing',
        permission(list({ StringEquals: { 's3:prefix': '' }, StringEqualsIfExists: { 's3:delimiter': '/' } })),
        0,
        'goes to any depth',
      ],
      [
        'versions',
        permission(can('s3:ListBucketVersions', BUCKET, { StringEquals: { 's3:prefix': '' } })),
        0,
        'goes to any depth',
      ],
      [
        'no prefix, where only folders can be read',
        permission(list(), can('s3:GetObject', `${BUCKET}/home/${user}/*`)),
        0,
        `every name in ${BUCKET} can be listed`,
      ],
      [
        'a prefix that may be missing',
        permission(list({ StringLikeIfExists: { 's3:prefix': 'x/*' } }), can('s3:GetObject', `${BUCKET}/x/*`)),
        0,
        'every name in',
      ],
      [
        'any prefix',
        permission(list({ StringLike: { 's3:prefix': '*' } }), can('s3:GetObject', `${BUCKET}/x/*`)),
        0,
        'every name in',
      ],
    ],
    passes: [
      ['with a delimiter', permission(list({ StringEquals: { 's3:prefix': ['', 'home/'], 's3:delimiter': '/' } }))],
      ['one’s own folder', permission(list({ StringLike: { 's3:prefix': [`home/${user}/*`, `home/${user}/`] } }))],
      ['a whole bucket, which can be read', permission(list(), can('s3:GetObject', `${BUCKET}/*`))],
      [
        'a folder at any depth',
        permission(list({ StringLike: { 's3:prefix': ['visits/*', 'results/acme-lab-reader'] } })),
      ],
    ],
    hasNothingToJudge: [
      ['a Deny', permission(cannot('s3:ListBucket', BUCKET))],
      ['no list', fine],
    ],
  },
  {
    rule: 'tags-share-path',
    fails: [
      [
        'in resources of two statements',
        permission(
          can('s3:GetObject', `${BUCKET}/home/${user}/*`),
          can('s3:GetObject', `${BUCKET}/home/${department}/*`),
        ),
        1,
        `the tags user and department both name folders in "${BUCKET}/home/"`,
      ],
      [
        'in prefixes',
        permission(list({ StringLike: { 's3:prefix': [`home/${department}/*`, `home/${user}/*`] } })),
        0,
        'the tags department and user',
      ],
      [
        'below another tag',
        permission(can('s3:GetObject', [`b/${user}/${user}/*`, `b/${user}/${department}/*`])),
        0,
        'both name folders',
      ],
      [
        'in one name',
        permission(can('s3:GetObject', `${BUCKET}/${user}-${department}/*`)),
        0,
        "stand in one folder's name",
      ],
    ],
    passes: [
      [
        'each in its own',
        permission(can('s3:GetObject', [`${BUCKET}/user/${user}/*`, `${BUCKET}/dept/${department}/*`])),
      ],
      ['one below the other', permission(can('s3:GetObject', `${BUCKET}/${department}/${user}/*`))],
      ['the same in other case', permission(can('s3:GetObject', [`b/${user}/*`, 'b/${aws:principaltag/User}/x']))],
    ],
    hasNothingToJudge: [
      ['no tag', fine],
      ['a Deny', permission(cannot('s3:GetObject', [`b/${user}/*`, `b/${department}/*`]))],
    ],
  },
]
