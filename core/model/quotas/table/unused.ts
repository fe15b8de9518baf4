import type { Quota } from '../quota'

type UnusedQuota = Pick<Quota, 'unit' | 'limit' | 'scope' | 'source' | 'note'> & { readonly because: string }

const CLOUDTRAIL = 'https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html'
const LF_TAGS = 'https://docs.aws.amazon.com/lake-formation/latest/dg/TBAC-notes.html'
const noTags = '`lfTags` is not supported yet'
const noTrail = '`audit` is not supported yet'

/** Quotas that nothing of a mesh counts against yet. */
export const UNUSED_QUOTAS: Readonly<Record<string, UnusedQuota>> = {
  'managed-policy': {
    unit: 'characters of a managed policy',
    limit: 6144,
    scope: 'account',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    because: 'all policies of roles are inline; a permissions boundary is made elsewhere',
  },
  'managed-policies': {
    unit: 'managed policies attached to a role',
    limit: 10,
    scope: 'role',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
    note: 'AWS raises it to 25; one source of 2026 says that the default is 20.',
    because: 'Trustloom takes every managed policy off its roles',
  },
  'lf-tag-name': {
    unit: 'characters of the key or a value of an LF-Tag',
    limit: 50,
    scope: 'name',
    source: LF_TAGS,
    note: 'The API takes 128 and 256; they are stored in lower case.',
    because: noTags,
  },
  'lf-tags-per-resource': {
    unit: 'LF-Tags of a resource',
    limit: 50,
    scope: 'table',
    source: LF_TAGS,
    because: noTags,
  },
  'lf-tags': {
    unit: 'LF-Tags',
    limit: 1000,
    scope: 'account',
    source: LF_TAGS,
    note: 'Can be raised.',
    because: noTags,
  },
  'lf-tag-values': { unit: 'values of an LF-Tag', limit: 1000, scope: 'account', source: LF_TAGS, because: noTags },
  trails: { unit: 'trails in a Region', limit: 5, scope: 'account', source: CLOUDTRAIL, because: noTrail },
  'event-selectors': {
    unit: 'event selectors of a trail',
    limit: 5,
    scope: 'account',
    source: CLOUDTRAIL,
    note: 'A trail has these or advanced ones, not both.',
    because: noTrail,
  },
  'event-resources': {
    unit: 'data resources of a trail',
    limit: 250,
    scope: 'account',
    source: CLOUDTRAIL,
    because: noTrail,
  },
  'advanced-event-values': {
    unit: 'values in all conditions of the advanced event selectors of a trail',
    limit: 500,
    scope: 'account',
    source: CLOUDTRAIL,
    because: noTrail,
  },
}
