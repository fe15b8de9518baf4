import type { Quota } from '../quota'

const TAGS = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html'
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
    note: 'STS can refuse the token of an OpenID Connect sign-in (`Serialized token too large for session`) below half of the packed size. AWS publishes no number; about twenty codes have been seen to fit.',
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
  'packed-size': {
    subject: 'the fullest session through {owner} has an estimated',
    unit: 'percent of the packed size that STS takes',
    limit: 100,
    scope: 'service',
    rule: 'advised',
    advice: 'lower `maxGroups` of the service, or name fewer session tags in home storage and hooks.attributes',
    source: 'https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html',
    note: 'An estimate: AWS does not publish the formula. 100 % are taken for 455 characters of tag names, tag values and source identity, from one published measurement (aws-actions/configure-aws-credentials#1898, July 2026); tags of home storage and of hooks.attributes are taken to have 32 characters, the source identity 64. CloudTrail shows the true value as packedPolicySize.',
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

/** The characters of names, values and source identity that are taken for the whole packed size. */
export const PACKED_CHARACTERS = 455

/** How long the value of a person's tag is taken to be: initials and departments are short, and may not stay so. */
export const ASSUMED_TAG_VALUE = 32
