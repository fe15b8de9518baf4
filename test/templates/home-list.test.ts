import type { Context } from '../../core/policy/evaluate'
import { build, exampleFolder } from '../support/mesh'
import { Account } from './account'

const account = new Account(build(exampleFolder()).compiled.environments.get('clinical-prod')!)
const role = account.role('home')
const BUCKET = 'novo-home'

const ANN = { 'aws:PrincipalTag/initials': 'ann', 'aws:PrincipalTag/department': 'hr' }

/** `undefined`: the request does not say. */
function lists(tags: Context, prefix: string | undefined, delimiter: string | undefined): boolean {
  const context = {
    ...tags,
    ...(prefix !== undefined && { 's3:prefix': prefix }),
    ...(delimiter !== undefined && { 's3:delimiter': delimiter }),
  }
  return account.s3(role, 'ListBucket', BUCKET, undefined, context)
}

test.each([
  ['', 'the branches, level by level'],
  ['home/', 'the branches, level by level'],
  ['public/', 'the branches, level by level'],
])('%p shows %s, and is not listed recursively', (prefix) => {
  expect(lists(ANN, prefix, '/')).toBe(true)
  expect(lists(ANN, prefix, undefined)).toBe(false)
  expect(lists(ANN, prefix, '')).toBe(false)
  expect(lists(ANN, prefix, 'x')).toBe(false)
})

test('a request without a prefix is not listed at all', () => {
  expect(lists(ANN, undefined, '/')).toBe(false)
  expect(lists(ANN, undefined, undefined)).toBe(false)
})

test.each([
  'home/user/ann/',
  'home/user/ann/project/',
  'home/user/ann/pro',
  'home/department/hr/',
  'home/department/hr/plans/',
  'public/user/',
  'public/user/bob/',
  'public/department/it/',
])('%p is listed at any depth', (prefix) => {
  expect([lists(ANN, prefix, '/'), lists(ANN, prefix, undefined)]).toEqual([true, true])
})

test.each([
  'home',
  'public',
  'h',
  'home/user',
  'home/user/',
  'home/user/a',
  'home/user/ann',
  'home/user/anna/',
  'home/user/bob/',
  'home/user/hr/',
  'home/user/*/',
  'home/department',
  'home/department/',
  'home/department/h',
  'home/department/it/',
  'home/department/ann/',
  'elsewhere/',
])('%p is not listed: it would show other people', (prefix) => {
  expect([lists(ANN, prefix, '/'), lists(ANN, prefix, undefined)]).toEqual([false, false])
})

test.each<[string, Context]>([
  ['no tags', {}],
  ['no user', { 'aws:PrincipalTag/department': 'hr' }],
  ['an empty user', { ...ANN, 'aws:PrincipalTag/initials': '' }],
  ['a user with a slash', { ...ANN, 'aws:PrincipalTag/initials': 'ann/x' }],
  ['a department with a slash', { ...ANN, 'aws:PrincipalTag/department': 'hr/x' }],
])('%s: nothing is listed', (_, tags) => {
  const prefixes = [
    '',
    'home/',
    'home/user/',
    'home/user//',
    'home/user/ann/',
    'home/department/hr/',
    'home/department//',
    'public/',
    'public/user/',
  ]
  expect(prefixes.filter((prefix) => lists(tags, prefix, '/') || lists(tags, prefix, undefined))).toEqual([])
})

test.each<[string, Context]>([
  ['no department', { 'aws:PrincipalTag/initials': 'ann' }],
  ['an empty department', { ...ANN, 'aws:PrincipalTag/department': '' }],
])('%s: the own folder, and no department', (_, tags) => {
  expect(lists(tags, 'home/user/ann/', undefined)).toBe(true)
  expect(
    ['home/department/', 'home/department//', 'home/department/hr/'].filter((prefix) => lists(tags, prefix, '/')),
  ).toEqual([])
})

test('of the bucket itself, its Region and nothing else', () => {
  const may = (action: string): boolean => account.s3(role, action, BUCKET, undefined, ANN)
  expect(may('GetBucketLocation')).toBe(true)
  const others = [
    'ListBucketVersions',
    'ListBucketMultipartUploads',
    'GetBucketPolicy',
    'PutBucketPolicy',
    'DeleteBucket',
    'PutLifecycleConfiguration',
  ]
  expect(others.filter(may)).toEqual([])
  expect(
    account.s3(role, 'ListBucket', account.results, undefined, { ...ANN, 's3:prefix': '', 's3:delimiter': '/' }),
  ).toBe(false)
})
