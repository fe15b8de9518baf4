import { NO_ACTIONS } from '../../../../core/review/compare/environment'
import { review } from '../../../../core/review/review'
import type { Regrant, ReviewPath } from '../../../../core/review/types'
import { labSide, reviewed, sideFrom } from '../../../support/review-sides'

type Path = Partial<ReviewPath>
const SELECT: Path = {}
const DESCRIBE: Path = { permission: 'DESCRIBE' }
const INSERT: Path = { permission: 'INSERT' }
const NURSES: Path = { group: 'NURSES' }
const OTHER: Path = { table: 'subjects' }

const regranted = (before: readonly Path[], after: readonly Path[]): readonly Regrant[] =>
  reviewed({ paths: before }, { paths: after }).regranted

test('a grant that gets a permission more is given again, in what it keeps', () => {
  const before = [SELECT, DESCRIBE, { ...SELECT, ...OTHER }]
  const { regranted: all, findings } = reviewed({ paths: before }, { paths: [...before, INSERT] })
  expect(all).toMatchObject([
    {
      role: 'acme-lab-reader',
      groups: ['READERS'],
      services: ['notebooks'],
      dataset: 'trials',
      table: 'visits',
      permissions: ['DESCRIBE', 'SELECT'],
    },
  ])
  expect(findings).toMatchObject([{ rule: 're-granted', risk: 'low', message: 'one grant is revoked and given again' }])
})

test.each<[string, Path[], Path[], string[][]]>([
  ['loses a permission', [SELECT, DESCRIBE], [SELECT], [['SELECT']]],
  ['may be granted on', [SELECT, DESCRIBE], [{ grantable: true }, DESCRIBE], [['DESCRIBE', 'SELECT']]],
  ['may no longer be granted on', [{ grantable: true }], [SELECT], [['SELECT']]],
  [
    'is one of two that change',
    [SELECT, OTHER],
    [SELECT, DESCRIBE, OTHER, { ...OTHER, ...DESCRIBE }],
    [['SELECT'], ['SELECT']],
  ],
  ['gets a permission and a group', [SELECT], [SELECT, DESCRIBE, NURSES, { ...NURSES, ...DESCRIBE }], [['SELECT']]],
])('a grant is given again where it %s', (_, before, after, said) => {
  expect(regranted(before, after).map((each) => each.permissions)).toEqual(said)
})

test('who is new to a grant misses nothing while it is given again', () => {
  const after = [SELECT, DESCRIBE, NURSES, { ...NURSES, ...DESCRIBE }]
  expect(regranted([SELECT], after)).toMatchObject([{ groups: ['READERS'], permissions: ['SELECT'] }])
})

test.each<[string, Path[], Path[]]>([
  ['a group comes to its role', [SELECT, DESCRIBE], [SELECT, DESCRIBE, NURSES, { ...NURSES, ...DESCRIBE }]],
  ['a service comes to its role', [SELECT], [SELECT, { service: 'databricks' }]],
  ['a group goes', [SELECT, NURSES], [SELECT]],
  ['it is new', [], [SELECT, DESCRIBE]],
  ['it is gone', [SELECT, DESCRIBE], []],
  ['nothing of it stays', [SELECT], [INSERT]],
  ['another table gets one', [SELECT], [SELECT, OTHER]],
  ['another role gets one', [SELECT], [SELECT, { ...INSERT, role: 'acme-lab-writer' }]],
  ['its limit is another, which its filter says', [{ rows: 'a = 1' }], [{ rows: 'a = 2' }]],
  ['sessions are longer', [SELECT, DESCRIBE], [{ sessionHours: 2 }, { ...DESCRIBE, sessionHours: 2 }]],
])('a grant is not given again where %s', (_, before, after) => {
  expect(regranted(before, after)).toEqual([])
})

test('policies on files are changed in place', () => {
  const file = { dataset: null, database: null, table: null, location: 's3://data/' }
  const [get, put] = ['s3:GetObject', 's3:PutObject'].map((permission) => ({ ...file, permission })) as [Path, Path]
  expect(regranted([get], [get, put])).toEqual([])
})

test('locations of Lake Formation are given again', () => {
  const at = { dataset: null, database: null, table: null, location: 's3://data/', permission: 'DATA_LOCATION_ACCESS' }
  expect(regranted([at], [{ ...at, grantable: true }])).toMatchObject([{ location: 's3://data/' }])
})

describe('a plan that replaces a grant', () => {
  const address = 'aws_lakeformation_permissions.a'
  const paths = [
    { ...SELECT, address },
    { ...DESCRIBE, address },
    { ...OTHER, address: 'aws_lakeformation_permissions.b' },
  ]
  const replacing = (...replaced: string[]): readonly Regrant[] => {
    const actions = new Map([['lab', { ...NO_ACTIONS, replaced: new Set(replaced), destroyed: new Set(replaced) }]])
    const side = sideFrom(labSide({ paths }))
    return review(side, side, { actions }).review.regranted
  }

  it('is believed where no path changes', () => {
    expect(replacing(address)).toMatchObject([{ table: 'visits', permissions: ['DESCRIBE', 'SELECT'], address }])
  })

  it('gives nothing else again', () => {
    expect(replacing('aws_lakeformation_permissions.c')).toEqual([])
  })
})
