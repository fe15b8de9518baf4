import { NO_ACTIONS } from '../../../../core/review/compare/environment'
import { review } from '../../../../core/review/review'
import type { Fact } from '../../../../core/access/snapshot/fact'
import { found, labSide, sideFrom, type Given } from '../../../support/review-sides'

const ROLE = 'acme-lab-reader'
const boundary = (value: string): Fact => ({ kind: 'boundary', subject: ROLE, value })
const protection = (subject: string, name: string, value: string): Fact => ({
  kind: 'protection',
  subject,
  name,
  value,
})
const exclusive = (value: string): Fact => protection(`role ${ROLE}`, 'exclusive policies', value)
const onBucket = (name: string, value: string): Fact => protection('bucket data', name, value)
const rotation = (value: string): Fact => protection('key alias/data', 'rotation', value)
const location = (value: string): Fact => protection('location arn:aws:s3:::data', 'role', value)
const data = (subject: string, address = `at.${subject}`): Fact => ({ kind: 'data', subject, value: '', address })
const administrator = (subject: string, name = 'administers Lake Formation'): Fact => ({
  kind: 'administrator',
  subject,
  name,
  value: '',
})
const provider = (value: string): Fact => ({ kind: 'provider', subject: 'saml-provider/okta', value })

const change = (before: Fact[], after: Fact[], given: Given = {}): string[] =>
  found({ ...given, facts: before }, { ...given, facts: after })

test.each<[string, Fact[], Fact[], string]>([
  [
    'a boundary is gone',
    [boundary('b')],
    [boundary('')],
    `protection-removed: ${ROLE} has no permissions boundary any more`,
  ],
  [
    'a boundary is another',
    [boundary('b')],
    [boundary('c')],
    `protection-removed: ${ROLE} has the permissions boundary c`,
  ],
  [
    'a role is no longer exclusive',
    [exclusive('true')],
    [exclusive('false')],
    `protection-removed: the role ${ROLE} may hold more policies than Terraform gives it`,
  ],
  [
    'a key no longer rotates',
    [rotation('true')],
    [rotation('false')],
    'protection-removed: the key alias/data loses its rotation',
  ],
  [
    'public access is no longer blocked',
    [onBucket('public access block', 'true')],
    [onBucket('public access block', 'false')],
    'bucket-opened: the bucket data has another public access block than before',
  ],
  [
    'the block of public access is gone',
    [onBucket('public access block', 'true'), data('bucket data')],
    [data('bucket data')],
    'bucket-opened: the bucket data loses its public access block',
  ],
  [
    'versions are no longer kept',
    [onBucket('versioning', 'Enabled')],
    [onBucket('versioning', 'Suspended')],
    'bucket-opened: the bucket data has another versioning than before',
  ],
  [
    'objects are encrypted in another way',
    [onBucket('encryption', 'aws:kms')],
    [onBucket('encryption', 'AES256')],
    'bucket-opened: the bucket data has another encryption than before',
  ],
  [
    'objects may have owners of their own',
    [onBucket('ownership', 'BucketOwnerEnforced')],
    [onBucket('ownership', 'ObjectWriter')],
    'bucket-opened: the bucket data has another ownership than before',
  ],
  ['a bucket is gone', [data('bucket data')], [], 'data-destroyed: the bucket data would be destroyed'],
  [
    'a table is gone',
    [data('table lab_trials.visits')],
    [],
    'data-destroyed: the table lab_trials.visits would be destroyed',
  ],
  ['somebody administers', [], [administrator('arn')], 'administrator-changed: arn administers Lake Formation'],
  [
    'somebody does no longer',
    [administrator('arn')],
    [],
    'administrator-changed: arn no longer administers Lake Formation',
  ],
  [
    'somebody reads all',
    [],
    [administrator('arn', 'reads all of Lake Formation')],
    'administrator-changed: arn reads all of Lake Formation',
  ],
  [
    'a provider stands for another entity',
    [provider('https://one')],
    [provider('https://other')],
    'provider-replaced: saml-provider/okta stands for another identity provider than before',
  ],
  [
    'a location is opened with another role',
    [location('arn:one')],
    [location('arn:other')],
    'lake-formation-bypassed: the location arn:aws:s3:::data is opened by Lake Formation with arn:other',
  ],
])('it is told where %s', (_, before, after, said) => {
  expect(change(before, after)).toEqual([said])
})

test.each<[string, Fact[], Fact[]]>([
  ['a boundary comes', [boundary('')], [boundary('b')]],
  ['a role comes without a boundary', [], [boundary('')]],
  ['a role becomes exclusive', [exclusive('false')], [exclusive('true')]],
  ['a role goes', [exclusive('true'), boundary('b')], []],
  ['a key begins to rotate', [rotation('false')], [rotation('true')]],
  ['public access is blocked', [onBucket('public access block', 'false')], [onBucket('public access block', 'true')]],
  ['a bucket comes', [], [onBucket('versioning', 'Suspended'), data('bucket data')]],
  ['a provider comes', [], [provider('https://one')]],
  ['a provider goes', [provider('https://one')], []],
])('nothing is told where %s', (_, before, after) => {
  expect(change(before, after)).toEqual([])
})

test('who changes from administrator to reader of all is told twice', () => {
  const after = [administrator('arn', 'reads all of Lake Formation')]
  expect(change([administrator('arn')], after)).toHaveLength(2)
})

test('protections go with their bucket, and that is what is told', () => {
  expect(change([onBucket('versioning', 'Enabled'), data('bucket data')], [])).toEqual([
    'data-destroyed: the bucket data would be destroyed',
  ])
})

test('several of a kind are told together, and only so many by name', () => {
  const all = ['e', 'd', 'c', 'b', 'a'].map((each) => data(`bucket ${each}`))
  expect(change(all.slice(3), [])).toEqual(['data-destroyed: the bucket a and the bucket b would be destroyed'])
  expect(change(all, [])).toEqual([
    'data-destroyed: the bucket a, the bucket b, the bucket c and 2 more would be destroyed',
  ])
})

describe('files and resources', () => {
  const both = (before: Fact[], after: Fact[]): string[] =>
    found({ form: 'files', facts: before }, { form: 'resources', facts: after })

  it('say the same of everything else', () => {
    expect(both([boundary('b')], [boundary('')])).toHaveLength(1)
    expect(both([data('bucket data')], [])).toHaveLength(1)
    expect(both([], [administrator('arn')])).toHaveLength(1)
  })
})

describe('what a plan destroys', () => {
  const destroyed = (address: string, before: Fact[], after: Fact[] | undefined): string[] => {
    const actions = new Map([['lab', { ...NO_ACTIONS, replaced: new Set<string>(), destroyed: new Set([address]) }]])
    const side = after ? sideFrom(labSide({ facts: after })) : sideFrom()
    return review(sideFrom(labSide({ facts: before })), side, { actions }).review.findings.map(
      ({ risk, message }) => `${risk}: ${message}`,
    )
  }
  const said = ['critical: the bucket data would be destroyed, with what is in it']

  it('is told where something of the same name is created again', () => {
    expect(destroyed('at.bucket data', [data('bucket data')], [data('bucket data')])).toEqual(said)
  })

  it('is told once where nothing is', () => {
    expect(destroyed('at.bucket data', [data('bucket data')], [])).toEqual(said)
  })

  it('is told where all of the environment is destroyed', () => {
    expect(destroyed('at.bucket data', [data('bucket data'), data('bucket other')], undefined)).toEqual(said)
  })

  it('is nothing where something else is destroyed', () => {
    expect(destroyed('at.another', [data('bucket data')], [data('bucket data')])).toEqual([])
  })
})
