import { changesOf } from '../../../../core/review/fold/change'
import { foldPaths } from '../../../../core/review/fold/rows'
import type { AccessRow } from '../../../../core/review/fold/row'
import type { RatedPath } from '../../../../core/review/types'
import { altered, invented, manyPaths, rated } from '../invented'

const ROLE = { role: 'novo-clinical-prod-reader' }
const gainedRows = (...gained: RatedPath[]): readonly AccessRow[] => foldPaths(invented({ gained })).rows

describe('the rows of a review', () => {
  it('are one for tables of a dataset with the same permissions', () => {
    const each = ['subjects', 'visits'].flatMap((table) =>
      ['SELECT', 'DESCRIBE'].map((permission) => rated({ table, permission }, 'new-group')),
    )
    expect(gainedRows(...each)).toMatchObject([
      { dataset: 'trials', target: { names: ['subjects', 'visits'] }, permissions: ['DESCRIBE', 'SELECT'] },
    ])
  })

  test.each([
    ['another permission', { table: 'visits', permission: 'INSERT' }],
    ['other columns', { table: 'visits', columns: ['age'] }],
    ['other rows', { table: 'visits', rows: 'a = 1' }],
    ['another dataset', { dataset: 'sales' }],
    ['another role', { role: 'another' }],
    ['an end', { table: 'visits', expires: '2027-01-01' }],
    ['the right to grant it on', { table: 'visits', grantable: true }],
  ])('are two where one has %s', (_, other) => {
    expect(gainedRows(rated({}, 'new-group'), rated(other, 'new-group'))).toHaveLength(2)
  })

  it('are one for groups with the same change of a role, and for services of it', () => {
    const gained = ['ADG-A', 'ADG-B'].flatMap((group) =>
      ['databricks', 'notebooks'].map((service) => rated({ ...ROLE, group, service }, 'new-group')),
    )
    expect(gainedRows(...gained)).toMatchObject([
      { groups: ['ADG-A', 'ADG-B'], services: [{ name: 'databricks' }, { name: 'notebooks' }] },
    ])
  })

  it('are told once for environments with the same change', () => {
    const environments = ['clinical-dev', 'clinical-prod']
    const rows = gainedRows(
      ...environments.map((environment) => rated({ environment, role: `novo-${environment}-reader` }, 'new-group')),
    )
    expect(rows).toMatchObject([{ environments, role: 'novo-*-reader', dataset: 'trials' }])
    expect(rows[0]?.changes).toHaveLength(2)
  })

  it('are apart where one environment is riskier', () => {
    const rows = gainedRows(
      rated({ environment: 'clinical-dev' }, 'new-group'),
      rated({ environment: 'clinical-prod' }, 'sensitive'),
    )
    expect(rows.map((each) => [each.environments, each.risk])).toEqual([
      [['clinical-prod'], 'high'],
      [['clinical-dev'], 'medium'],
    ])
  })

  it('begin with the riskiest, then go by text', () => {
    const rows = gainedRows(
      rated({ group: 'ADG-A' }, 'catalogue-only'),
      rated({ group: 'ADG-C' }, 'new-group'),
      rated({ group: 'ADG-B' }, 'new-group'),
      rated({ group: 'ADG-Z' }, 'unknown-code'),
    )
    expect(rows.map((each) => each.groups[0])).toEqual(['ADG-Z', 'ADG-B', 'ADG-C', 'ADG-A'])
  })

  it('keep what is gained, lost and changed apart, with what was before', () => {
    const { rows } = foldPaths(
      invented({
        gained: [rated({ permission: 'INSERT' }, 'write-gained')],
        lost: [rated({ permission: 'DELETE' }, 'access-lost')],
        changed: [altered({ rows: null }, { rows: 'a = 1' }, 'row-filter-removed')],
      }),
    )
    expect(rows.map((each) => [each.direction, each.permissions, each.before?.rows, each.facts.rows])).toEqual([
      ['gained', ['INSERT'], undefined, null],
      ['changed', ['SELECT'], 'a = 1', null],
      ['lost', ['DELETE'], undefined, null],
    ])
  })

  it('leave DESCRIBE on the database default out, and count it', () => {
    const noise = { dataset: null, database: 'default', table: null, permission: 'DESCRIBE' }
    const { rows, hidden } = foldPaths(
      invented({
        gained: [rated(noise), rated({ ...noise, group: 'ADG-B' }), rated({ ...noise, permission: 'DROP' })],
      }),
    )
    expect(hidden).toBe(2)
    expect(rows.map((each) => each.permissions)).toEqual([['DROP']])
  })

  it('lose no path, and hold none twice', () => {
    const many = manyPaths(2_000)
    const { rows, hidden } = foldPaths(many)
    const held = rows.flatMap((each) => each.changes.map((change) => change.path))
    expect(hidden).toBe(0)
    expect(held).toHaveLength(2_000)
    expect(new Set(held)).toEqual(new Set(changesOf(many).map((each) => each.path)))
  })
})
