import type { Context } from '../../core/policy/evaluate'
import { build, ENVIRONMENT, MESH, smallMesh } from '../support/mesh'
import { Account } from './account'

const BUCKET = 'acme-home'
const ALIAS = 'alias/home-acme-lab'

function homeOf(departmentWrite: string): Account {
  const home = `
home:
  bucket: ${BUCKET}
  services: [notebooks]
  groups: [EVERYBODY]
  attributes: { user: login, department: unit }
  departmentWrite: ${departmentWrite}
${departmentWrite === 'readonly' ? '  departmentWriters: [FILLERS]\n' : ''}`
  const { compiled } = build(smallMesh({ 'mesh.yaml': MESH, 'lab.yaml': ENVIRONMENT + home }))
  return new Account(compiled.environments.get('lab')!)
}

interface Tags {
  readonly login?: string
  readonly unit?: string
}
const tagged = (tags: Tags): Context =>
  Object.fromEntries(Object.entries(tags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]))

const KEYS = [
  'home/user/ann/x',
  'home/user/anna/x',
  'home/user/bob/x',
  'home/user/hr/x',
  'home/user/x',
  'home/user//x',
  'home/user/../x',
  'home/department/hr/x',
  'home/department/hrm/x',
  'home/department/it/x',
  'home/department/ann/x',
  'home/department//x',
  'home/x',
  'public/user/ann/x',
  'public/user/anna/x',
  'public/user/bob/x',
  'public/user/hr/x',
  'public/user//x',
  'public/user/../x',
  'public/department/hr/x',
  'public/department/hrm/x',
  'public/department/it/x',
  'public/department/ann/x',
  'public/department//x',
  'public/x',
  'x',
  'elsewhere/ann/x',
]
const EVERYBODY_READS = KEYS.filter((key) => key.startsWith('public/'))

/** Who may write what and, where departments are read-only, read what beside. */
const PEOPLE: readonly (readonly [string, Tags, { own: string[]; shared: string[] } | 'nothing'])[] = [
  [
    'somebody with both tags',
    { login: 'ann', unit: 'hr' },
    { own: ['home/user/ann/x', 'public/user/ann/x'], shared: ['home/department/hr/x', 'public/department/hr/x'] },
  ],
  [
    'a user called like a department',
    { login: 'hr', unit: 'it' },
    { own: ['home/user/hr/x', 'public/user/hr/x'], shared: ['home/department/it/x', 'public/department/it/x'] },
  ],
  [
    'a department called like a user',
    { login: 'bob', unit: 'ann' },
    { own: ['home/user/bob/x', 'public/user/bob/x'], shared: ['home/department/ann/x', 'public/department/ann/x'] },
  ],
  ['no department', { login: 'ann' }, { own: ['home/user/ann/x', 'public/user/ann/x'], shared: [] }],
  ['an empty department', { login: 'ann', unit: '' }, { own: ['home/user/ann/x', 'public/user/ann/x'], shared: [] }],
  ['dots for a name', { login: '..', unit: '..' }, { own: ['home/user/../x', 'public/user/../x'], shared: [] }],
  ['a star, which is no wildcard', { login: '*', unit: '*' }, { own: [], shared: [] }],
  ['a question mark for each letter', { login: '???', unit: '??' }, { own: [], shared: [] }],
  ['another case', { login: 'ANN', unit: 'HR' }, { own: [], shared: [] }],
  ['no tags', {}, 'nothing'],
  ['no user', { unit: 'hr' }, 'nothing'],
  ['an empty user', { login: '', unit: 'hr' }, 'nothing'],
  ['a user with a slash', { login: 'ann/x', unit: 'hr' }, 'nothing'],
  ['a user that is a slash', { login: '/', unit: 'hr' }, 'nothing'],
  ['a department with a slash', { login: 'ann', unit: 'hr/x' }, 'nothing'],
  ['a department that reaches out', { login: 'ann', unit: '../user/bob' }, 'nothing'],
]

describe.each([
  ['readonly', 'home', false],
  ['readonly', 'home_writers', true],
  ['write', 'home', true],
])('with departmentWrite: %s, the role %s', (departmentWrite, key, writes) => {
  const account = homeOf(departmentWrite)
  const role = account.role(key)
  const keysFor = (action: string, tags: Tags, context: Context = {}): string[] =>
    KEYS.filter((key) => account.s3(role, action, BUCKET, key, { ...tagged(tags), ...context })).sort()

  test.each(PEOPLE)('%s', (_, tags, expected) => {
    const { own, shared } = expected === 'nothing' ? { own: [], shared: [] } : expected
    const writable = [...own, ...(writes ? shared : [])].sort()
    const readable = expected === 'nothing' ? [] : [...new Set([...own, ...shared, ...EVERYBODY_READS])].sort()
    expect(keysFor('GetObject', tags)).toEqual(readable)
    expect(keysFor('PutObject', tags)).toEqual(writable)
    expect(keysFor('DeleteObject', tags)).toEqual(writable)
    expect(keysFor('AbortMultipartUpload', tags)).toEqual(writable)
  })

  test.each([
    'DeleteObjectVersion',
    'GetObjectVersion',
    'GetObjectAcl',
    'PutObjectAcl',
    'PutObjectRetention',
    'PutObjectLegalHold',
    'PutObjectTagging',
    'RestoreObject',
    'BypassGovernanceRetention',
  ])('nobody may %s, not even as far as the role itself goes', (action) => {
    for (const [, tags] of PEOPLE) {
      expect(keysFor(action, tags)).toEqual([])
      const own = KEYS.filter((key) => account.may(role, `s3:${action}`, `arn:aws:s3:::${BUCKET}/${key}`, tagged(tags)))
      expect(own).toEqual([])
    }
  })

  test('nothing over plain http', () => {
    expect(keysFor('GetObject', { login: 'ann', unit: 'hr' }, { 'aws:SecureTransport': 'false' })).toEqual([])
  })

  test('the key opens to the role, for its alias alone, and to no other role whatever its policies say', () => {
    const sloppy = { Effect: 'Allow', Action: 'kms:*', Resource: '*' } as const
    const reader = { ...account.role('persona_reader'), policies: [{ Version: '2012-10-17', Statement: [sloppy] }] }
    for (const action of ['Decrypt', 'GenerateDataKey']) {
      expect(account.kms(role, action, ALIAS)).toBe(true)
      expect(account.kms(role, action, account.resultsAlias)).toBe(false)
      expect(account.kms(role, action, 'alias/acme-lab-trials')).toBe(false)
      expect(account.kms(reader, action, ALIAS)).toBe(false)
    }
    expect(account.kms(role, 'ScheduleKeyDeletion', ALIAS)).toBe(false)
  })
})
