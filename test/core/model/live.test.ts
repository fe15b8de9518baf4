import { entitlementRows } from '../../../core/model/entitlements'
import type { RoleAccess } from '../../../core/model/graph'
import { digestOf, pathsOf } from '../../../core/model/graph/paths'
import { trustRow } from '../../../core/model/trust-row'
import { verify, type Verification } from '../../../core/proof/verify'
import { build, environmentOf, smallMesh, synthesize, type Built, type TerraformJson } from '../../support/mesh'
import { ACCESS, lab, mesh } from './small'

const SYNC = mesh(['services:', 'hooks: {}\nsync: pull\nservices:'])
const ROLE = 'acme-lab-live-trials'

/** The small mesh, whose dataset has a live role, and perhaps a further access entry. */
const withLive = (live: string, access = ''): Built =>
  build(
    smallMesh({ ...SYNC, ...lab(['    access:\n', `    live: ${live}\n    access:\n`], [ACCESS, ACCESS + access]) }),
  )

const withMember = withLive('read', '      - to: { live: STATS }\n')

const roleIn = (built: Built): RoleAccess => environmentOf(built, 'lab').roles.find(({ name }) => name === ROLE)!

const trustOf = (built: Built): string =>
  synthesize(built).get('lab')!.resource.aws_iam_role!.live_trials!.assume_role_policy as string

describe('a dataset with `live`', () => {
  const built = withLive('read')

  test('has a role that nobody opens, with rights on the dataset alone', () => {
    const { kind, groups, dataset, databases, tables, locations, policies } = roleIn(built)
    expect({ kind, groups, dataset, locations, policies }).toEqual({
      kind: 'live',
      groups: [],
      dataset: 'trials',
      locations: [],
      policies: ['data-lake-user'],
    })
    expect(databases.map((each) => [each.database, each.permissions])).toEqual([
      ['default', ['DESCRIBE']],
      ['lab_trials', ['DESCRIBE']],
    ])
    expect(tables.map((each) => [each.table, each.permissions])).toEqual([
      ['subjects', ['DESCRIBE', 'SELECT']],
      ['visits', ['DESCRIBE', 'SELECT']],
    ])
  })

  test('lets nobody in: its trust policy allows nothing', () => {
    expect(JSON.parse(trustOf(built))).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Deny',
          Principal: { Federated: ['arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1'] },
          Action: ['sts:AssumeRoleWithWebIdentity', 'sts:SetSourceIdentity'],
          Condition: { StringNotLike: { 'sts:SourceIdentity': '*@example.com' } },
        },
      ],
    })
  })

  test('is told to the hooks as a role of that dataset', () => {
    const row = trustRow(environmentOf(built, 'lab'), { revision: 'r', sourceIdentity: '*', trustLimit: 2048 })
    expect(row.roles.find(({ name }) => name === ROLE)).toEqual({
      name: ROLE,
      arn: `arn:aws:iam::111111111111:role/acme/${ROLE}`,
      kind: 'live',
      persona: 'live',
      dataset: 'trials',
      location: 's3://acme-lab-trials-111111111111/',
      sessionHours: 1,
      codes: [],
      services: ['notebooks'],
    })
  })

  test('opens nothing for any group', () => {
    const arns = entitlementRows(environmentOf(built, 'lab')).flatMap(({ roles }) => roles.map(({ arn }) => arn))
    expect(arns).toEqual(
      ['acme-lab-owner', 'acme-lab-reader'].map((each) => `arn:aws:iam::111111111111:role/acme/${each}`),
    )
  })

  test('has another revision where the role has other rights', () => {
    const revisions = ['read', 'write', '{ tables: [visits] }'].map((each) =>
      digestOf(pathsOf(environmentOf(withLive(each), 'lab'))),
    )
    expect(new Set(revisions).size).toBe(3)
  })
})

test.each<[string, string, [string, string[]][]]>([
  [
    'a word',
    'write',
    [
      ['subjects', ['DELETE', 'DESCRIBE', 'INSERT', 'SELECT']],
      ['visits', ['DELETE', 'DESCRIBE', 'INSERT', 'SELECT']],
    ],
  ],
  ['a list, and tables', '{ permissions: [SELECT], tables: [visits] }', [['visits', ['SELECT']]]],
  ['tables alone', '{ tables: [visits] }', [['visits', ['DESCRIBE', 'SELECT']]]],
])('what the role may do is said by %s', (_, text, expected) => {
  expect(roleIn(withLive(text)).tables.map((each) => [each.table, each.permissions])).toEqual(expected)
})

test('an entry puts a group into the role, and gives it no role of its own', () => {
  expect(roleIn(withMember).groups.map(({ name }) => name)).toEqual(['STATS'])
  const names = environmentOf(withMember, 'lab').roles.map(({ name }) => name)
  expect(names).toEqual([ROLE, 'acme-lab-owner', 'acme-lab-reader'])
  const { code } = withMember.registry.groups.STATS!
  expect(trustOf(withMember)).toContain(`"aws:RequestTag/GroupHash":["*.${code}.*"]`)
})

describe('the proof', () => {
  const proved = (built: Built, edit: (lab: TerraformJson) => TerraformJson = (each) => each): Verification => {
    const rendered = new Map([...synthesize(built)].map(([name, json]) => [name, name === 'lab' ? edit(json) : json]))
    const stacks = [...rendered].map(([name, json]) => ({ name, read: () => JSON.stringify(json) }))
    return verify({ ...built, stacks, render: (name) => synthesize(built).get(name) ?? {} })
  }

  test.each<[string, Built]>([
    ['nobody', withLive('read')],
    ['nobody, and it writes', withLive('write')],
    ['nobody, and it does everything with some tables', withLive('{ permissions: admin, tables: [visits] }')],
    ['a group of the files', withMember],
  ])('finds nothing where the role is opened by %s', (_, built) => {
    const { differences, lints } = proved(built)
    expect(differences).toEqual([])
    expect(lints.failures).toEqual([])
  })

  const roleWith =
    (change: object) =>
    (each: TerraformJson): TerraformJson => ({
      ...each,
      resource: {
        ...each.resource,
        aws_iam_role: {
          ...each.resource.aws_iam_role,
          live_trials: { ...each.resource.aws_iam_role!.live_trials, ...change },
        },
      },
    })

  test('finds the role open to a group', () => {
    const open = trustOf(withMember)
    const built = withLive('read')
    const readers = open.replace(withMember.registry.groups.STATS!.code, built.registry.groups.READERS!.code)
    const { differences } = proved(built, roleWith({ assume_role_policy: readers }))
    expect(differences.map(({ message, at }) => [message, at?.line])).toContainEqual([
      `${ROLE} opens to READERS through notebooks, which no line declares`,
      17,
    ])
  })

  test('finds a trust policy that says more than the files, though it lets nobody in', () => {
    const built = withLive('read')
    const more = JSON.parse(trustOf(built)) as { Statement: object[] }
    more.Statement.push({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' })
    const { differences } = proved(built, roleWith({ assume_role_policy: JSON.stringify(more) }))
    expect(differences.map(({ message, at }) => [message.split(':')[0], at?.line])).toEqual([
      [`the trust policy of ${ROLE} says more than the files`, 17],
    ])
  })

  test('finds a grant that `live` does not give', () => {
    const { differences } = proved(withLive('read'), (each) => {
      const grants = Object.entries(each.resource.aws_lakeformation_permissions!)
      const edited = grants.map(([key, grant]) =>
        JSON.stringify(grant).includes(ROLE) && (grant.permissions as string[]).includes('SELECT')
          ? [key, { ...grant, permissions: [...(grant.permissions as string[]), 'INSERT'] }]
          : [key, grant],
      )
      return { ...each, resource: { ...each.resource, aws_lakeformation_permissions: Object.fromEntries(edited) } }
    })
    expect(differences.filter(({ role }) => role === ROLE)).toHaveLength(2)
  })
})
