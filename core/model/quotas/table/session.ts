import type { Quota } from '../quota'

const TAGS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html'
const TOKEN = 'https://aws.amazon.com/about-aws/whats-new/2026/09/aws-sts'
const TAG_API = 'https://docs.aws.amazon.com/STS/latest/APIReference/API_Tag.html'

/** What STS allows in a session. Counted for the fullest session that a service may open: `maxGroups` group codes. */
export const SESSION_QUOTAS = {
  'session-codes': {
    subject: 'a session through {owner} has up to',
    unit: 'group codes',
    limit: 51,
    scope: 'service',
    rule: 'kept',
    advice: 'lower `maxGroups` of the service',
    source: TAGS,
    note: '1 + 51 × 5 characters fill a session tag. A hook refuses whoever has more than `maxGroups`.',
  },
  'session-codes-oidc': {
    subject: 'a session through {owner} has up to',
    unit: 'group codes that are known to fit a token',
    limit: 20,
    scope: 'service',
    rule: 'advised',
    warnFrom: 21,
    advice: 'lower `maxGroups` of the service, or try its fullest session against AWS first',
    source: TAGS,
    note: 'About twenty codes have been seen to fit the session token of an OpenID Connect sign-in, which also holds the issuer, the client id and the subject (`Serialized token too large for session`). That was before its limit became 4,096 bytes (`session-token`); AWS publishes no number of codes.',
  },
  'session-tags': {
    subject: 'a session through {owner} has',
    unit: 'session tags',
    limit: 50,
    scope: 'service',
    rule: 'refused',
    advice: 'let home storage of all environments use the same session tags, or take some out of hooks.attributes',
    source: TAGS,
  },
  'session-tag-key': {
    subject: 'the longest session tag through {owner} has a name of',
    unit: 'characters',
    limit: 128,
    least: 1,
    characters: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    scope: 'service',
    rule: 'kept',
    advice: 'choose a shorter name',
    source: TAG_API,
  },
  'session-tag-value': {
    subject: 'the codes of a session through {owner} have',
    unit: 'characters',
    limit: 256,
    characters: /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u,
    scope: 'service',
    rule: 'kept',
    advice: 'lower `maxGroups` of the service',
    source: TAG_API,
    note: '1 + 5 × `maxGroups`.',
  },
  'source-identity': {
    subject: 'every source identity like {owner} has at least',
    unit: 'characters',
    limit: 64,
    least: 2,
    characters: /^[\w+=,.@-]*$/,
    scope: 'mesh',
    rule: 'advised',
    advice: 'leave more room for the names of people in `sourceIdentity`',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html',
    note: 'Counted without the wildcards of the pattern.',
  },
  'session-token': {
    subject: 'the fullest session through {owner} fills an estimated',
    unit: 'bytes of its session token',
    limit: 4096,
    scope: 'service',
    rule: 'advised',
    advice: `lower \`maxGroups\` of the service, or name fewer session tags in home storage and hooks.attributes; AWS on the limit: ${TOKEN}`,
    source: TOKEN,
    note: "The one limit that STS has had on a session's size since September 2026. How much of it is used is an estimate, because AWS does not publish how a token is made: 1,024 bytes without tags (832 were measured with IAM Identity Center in March 2020, aws/aws-sdk-go#3238), and 4 bytes for every 3 characters of tag names, tag values and source identity, as in Base64 without compression. Tags of home storage and of hooks.attributes are taken to have 32 characters, the source identity 64. STS answers with the true size (`SessionTokenSize`), CloudTrail logs it, and CloudWatch has it under `AWS/STS`.",
  },
  'cognito-tags': {
    subject: 'the fullest session through {owner} has an estimated',
    unit: 'bytes of attributes in its identity pool',
    limit: 460,
    scope: 'service',
    rule: 'advised',
    advice: 'lower `maxGroups` of the service, or name fewer session tags in home storage and hooks.attributes',
    source: 'https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html',
    note: 'The limit is documented; how long the values of tags will be is an estimate (32 characters).',
  },
} as const satisfies Record<string, Quota>

/** The bytes that a session token is taken to have without tags and source identity. */
export const BARE_TOKEN_BYTES = 1024

/** How long the value of a person's tag is taken to be: initials and departments are short, and may not stay so. */
export const ASSUMED_TAG_VALUE = 32
