import { PATH_RULES, type PathReason } from '../../../../core/model/risk/rules'
import type { Risk } from '../../../../core/model/risk/levels'
import type { RatedPath, ReviewPath } from '../../../../core/review/types'
import { reviewed, type Given } from '../../../support/review-sides'

type Path = Partial<ReviewPath>
type Paths = readonly Path[]

/** What is said of all that is gained, lost and changed. */
function reasonsOf(before: Paths, after: Paths, given: Given = {}): { reasons: PathReason[]; risk: Risk } {
  const { gained, lost, changed, risk } = reviewed({ ...given, paths: before }, { ...given, paths: after })
  return { reasons: [...gained, ...lost, ...changed].flatMap((each) => each.reasons), risk }
}

const DESCRIBE: Path = { permission: 'DESCRIBE' }
const INSERT: Path = { permission: 'INSERT' }
const NURSES: Path = { group: 'NURSES' }
const GENOMES: Path = { dataset: 'genomes', database: 'lab_genomes', table: 'runs' }
const WEATHER: Path = { dataset: 'weather', database: 'lab_weather', table: 'days' }
const file = (location: string, permission = 's3:GetObject'): Path => ({
  dataset: null,
  database: null,
  table: null,
  location,
  permission,
})
const alone = (arn: string): Path => ({ service: '', group: arn, role: 'acme-lab-live-trials' })
const LIVE = alone('arn:aws:iam::111111111111:role/acme/acme-lab-live-trials')
const OWN = 's3://acme-lab-home-111111111111/home/user/<initials>/'

type Case = readonly [reason: PathReason, level: Risk, when: string, before: Paths, after: Paths]

const GIVEN: readonly Case[] = [
  ['unknown-code', 'critical', 'a code of no group comes in', [], [{ group: '*.zzzz.*' }]],
  ['grantable-gained', 'high', 'a new permission may be granted on', [], [{ grantable: true }]],
  ['grantable-gained', 'high', 'a known permission may be granted on', [{}], [{ grantable: true }]],
  ['new-provider', 'high', 'a group comes in through a second service', [{}], [{}, { service: 'databricks' }]],
  ['sensitive', 'high', 'a group reaches a sensitive dataset', [], [GENOMES]],
  ['sensitive', 'high', 'all columns of one are seen', [{ ...GENOMES, columns: ['id'] }], [GENOMES]],
  ['sensitive', 'high', 'all rows of one are seen', [{ ...GENOMES, rows: 'a = 1' }], [GENOMES]],
  ['sensitive', 'high', 'nobody knows the dataset', [], [{ dataset: 'unheard', database: 'lab_unheard' }]],
  ['unknown-principal', 'high', 'somebody comes through no service', [], [{ service: '', group: '*' }]],
  ['unopened-role', 'high', 'a role that nobody opens holds it', [], [LIVE]],
  ['unknown-principal', 'high', 'a role comes, and no service', [], [alone('arn:aws:iam::111111111111:role/other')]],
  ['unknown-provider', 'high', 'the service is none of the environment', [], [{ service: 'arn:aws:iam::1:x' }]],
  ['wildcard-dataset', 'high', 'all tables are given', [{}], [{}, { table: '*' }]],
  ['wildcard-dataset', 'high', 'a pattern of buckets is given', [], [file('s3://acme-lab-*/')]],
  ['wildcard-dataset', 'high', 'a pattern with ? is given', [], [file('s3://acme-lab-tria?s/')]],
  ['write-gained', 'high', 'a group that reads inserts', [{}], [{}, INSERT]],
  ['write-gained', 'high', 'a table may be dropped', [{}], [{}, { permission: 'DROP' }]],
  ['write-gained', 'high', 'a permission is none that is known to read', [{}], [{}, { permission: 'FUTURE' }]],
  ['write-gained', 'high', 'objects may be put', [], [file('s3://b/', 's3:PutObject')]],
  ['column-filter-loosened', 'medium', 'one more column is seen', [{ columns: ['a'] }], [{ columns: ['a', 'b'] }]],
  ['column-filter-loosened', 'medium', 'another column is seen', [{ columns: ['a'] }], [{ columns: ['b'] }]],
  ['column-filter-removed', 'medium', 'all columns are seen', [{ columns: ['a'] }], [{}]],
  ['new-group', 'medium', 'a group reaches a dataset first', [{}], [{}, NURSES]],
  ['new-group', 'medium', 'a group sees names of a dataset first', [{}], [{}, { ...NURSES, ...DESCRIBE }]],
  ['new-group', 'medium', 'a group reaches files first', [{}], [{}, file('s3://elsewhere/')]],
  ['new-group', 'medium', 'a group writes a public dataset first', [], [{ ...WEATHER, ...INSERT }]],
  ['read-gained', 'medium', 'a further table is read', [{}], [{}, { table: 'subjects' }]],
  ['read-gained', 'medium', 'who saw names reads', [DESCRIBE], [DESCRIBE, {}]],
  ['row-filter-changed', 'medium', 'other rows are seen', [{ rows: 'a = 1' }], [{ rows: 'a = 2' }]],
  ['row-filter-removed', 'medium', 'all rows are seen', [{ rows: 'a = 1' }], [{}]],
  ['session-longer', 'medium', 'sessions last longer', [{ sessionHours: 1 }], [{ sessionHours: 2 }]],
  [
    'session-longer',
    'medium',
    'a role with longer sessions gives the same',
    [{}],
    [{}, { role: 'acme-lab-other', sessionHours: 2 }],
  ],
  ['catalogue-only', 'low', 'names of a further table are seen', [{}], [{}, { ...DESCRIBE, table: 'subjects' }]],
  ['public-data', 'low', 'a group reads a public dataset first', [], [WEATHER]],
  ['public-data', 'low', 'a group reads more of a public dataset', [WEATHER], [WEATHER, { ...WEATHER, table: 'x' }]],
  ['expires-later', 'medium', 'the end is later', [{ expires: '2027-01-31' }], [{ expires: '2027-02-01' }]],
  ['expires-later', 'medium', 'the end is gone', [{ expires: '2027-01-31' }], [{}]],
  ['access-lost', 'none', 'a permission is taken away', [{}, INSERT], [{}]],
  ['narrowed', 'none', 'columns are limited', [{}], [{ columns: ['a'] }]],
  ['narrowed', 'none', 'fewer columns are seen', [{ columns: ['a', 'b'] }], [{ columns: ['a'] }]],
  ['narrowed', 'none', 'rows are limited', [{}], [{ rows: 'a = 1' }]],
  ['narrowed', 'none', 'sessions are shorter', [{ sessionHours: 2 }], [{}]],
  ['narrowed', 'none', 'the access ends', [{}], [{ expires: '2027-01-31' }]],
  ['narrowed', 'none', 'the access ends earlier', [{ expires: '2027-02-01' }], [{ expires: '2027-01-31' }]],
  ['narrowed', 'none', 'it may no longer be granted on', [{ grantable: true }], [{}]],
]

const NOT_GIVEN: readonly Case[] = [
  ['unknown-code', 'critical', 'the code is of a group', [], [{}]],
  ['grantable-gained', 'high', 'it may no longer be granted on', [{ grantable: true }], [{}]],
  ['new-provider', 'high', 'the group is new to the role, too', [{}], [{}, { ...NURSES, service: 'databricks' }]],
  ['new-provider', 'high', 'the role is another', [{}], [{}, { service: 'databricks', role: 'acme-lab-other' }]],
  ['sensitive', 'high', 'the dataset is ordinary', [], [{}]],
  ['sensitive', 'high', 'the group reached it before', [GENOMES], [GENOMES, { ...GENOMES, ...INSERT }]],
  ['sensitive', 'high', 'one of two limits stays', [{ ...GENOMES, columns: ['a'] }], [{ ...GENOMES, columns: ['b'] }]],
  ['unknown-principal', 'high', 'somebody comes through a service', [], [{}]],
  ['unknown-principal', 'high', 'a role is its own', [], [LIVE]],
  ['new-group', 'medium', 'no group is there', [], [LIVE]],
  [
    'unopened-role',
    'high',
    'a role of another account has its name',
    [],
    [alone('arn:aws:iam::999999999999:role/acme/acme-lab-live-trials')],
  ],
  ['unknown-provider', 'high', 'the service is of the environment', [], [{ service: 'databricks' }]],
  ['wildcard-dataset', 'high', 'one more table is given', [{}], [{}, { table: 'subjects' }]],
  ['write-gained', 'high', 'the folder is a session’s own', [], [file(OWN, 's3:PutObject')]],
  [
    'write-gained',
    'high',
    'it wrote through another service',
    [INSERT],
    [INSERT, { ...INSERT, service: 'databricks' }],
  ],
  ['column-filter-loosened', 'medium', 'fewer columns are seen', [{ columns: ['a', 'b'] }], [{ columns: ['b'] }]],
  ['column-filter-removed', 'medium', 'columns were never limited', [{ rows: 'a = 1' }], [{}]],
  ['new-group', 'medium', 'the group reached the dataset', [{}], [{}, { table: 'subjects' }]],
  ['new-group', 'medium', 'all see the database default', [], [{ ...DESCRIBE, dataset: null, database: 'default' }]],
  ['read-gained', 'medium', 'it read the same by another role', [{}], [{}, { role: 'acme-lab-other' }]],
  ['row-filter-changed', 'medium', 'rows are limited first', [{}], [{ rows: 'a = 1' }]],
  ['row-filter-removed', 'medium', 'rows were never limited', [{ columns: ['a'] }], [{}]],
  ['session-longer', 'medium', 'sessions are shorter', [{ sessionHours: 2 }], [{}]],
  ['session-longer', 'medium', 'the permission is new', [{}], [{}, { table: 'subjects', sessionHours: 2 }]],
  ['catalogue-only', 'low', 'data can be seen', [], [{}]],
  ['public-data', 'low', 'a public dataset is written', [WEATHER], [WEATHER, { ...WEATHER, ...INSERT }]],
  ['public-data', 'low', 'the dataset is ordinary', [], [{}]],
  ['expires-later', 'medium', 'the end is earlier', [{ expires: '2027-02-01' }], [{ expires: '2027-01-31' }]],
  ['access-lost', 'none', 'a permission is limited', [{}], [{ rows: 'a = 1' }]],
  ['narrowed', 'none', 'more is seen', [{ rows: 'a = 1' }], [{}]],
]

test('every reason has a case that gives it, and one that does not', () => {
  const all = Object.keys(PATH_RULES).sort()
  expect([...new Set(GIVEN.map(([reason]) => reason))].sort()).toEqual(all)
  expect([...new Set(NOT_GIVEN.map(([reason]) => reason))].sort()).toEqual(all)
})

test.each(GIVEN)('%s, which is %s, is said where %s', (reason, level, _, before, after) => {
  expect(reasonsOf(before, after).reasons).toContain(reason)
  const only = Object.fromEntries(Object.keys(PATH_RULES).map((each) => [each, 'none']))
  const { [reason]: __, ...others } = only
  const { gained, lost, changed } = reviewed({ paths: before }, { paths: after }, { levels: others })
  const rated = [...gained, ...lost, ...changed].filter((each) => each.reasons.includes(reason))
  expect(rated.map((each) => each.risk)).toEqual(rated.map(() => level))
})

test.each(NOT_GIVEN)('%s is not said where, though otherwise %s, %s', (reason, _, __, before, after) => {
  expect(reasonsOf(before, after).reasons).not.toContain(reason)
})

describe('the risk of a path', () => {
  it('is the one of its worst reason', () => {
    const [path] = reviewed({}, { paths: [{ ...GENOMES, ...DESCRIBE }] }).gained as [RatedPath]
    expect(path).toMatchObject({ reasons: ['catalogue-only', 'new-group', 'sensitive'], risk: 'high' })
  })

  it('follows the settings of the mesh, up and down', () => {
    const risk = (levels: Partial<Record<PathReason, Risk>>): Risk | undefined =>
      reviewed({ paths: [{}] }, { paths: [{}, NURSES] }, { levels }).gained[0]?.risk
    expect(risk({ 'new-group': 'critical' })).toBe('critical')
    expect(risk({ 'new-group': 'none' })).toBe('none')
    expect(risk({ 'read-gained': 'critical' })).toBe('medium')
  })

  it('is that of both where columns are loosened and rows are limited', () => {
    const { changed } = reviewed({ paths: [{ columns: ['a'] }] }, { paths: [{ columns: ['a', 'b'], rows: 'a = 1' }] })
    expect(changed).toMatchObject([{ reasons: ['column-filter-loosened', 'narrowed'], risk: 'medium' }])
  })
})

describe('a group that had the permission only within limits', () => {
  const limited: Path = { columns: ['id'], rows: 'a = 1' }
  const other: Path = { role: 'acme-lab-other' }

  test.each<[string, Path, Path]>([
    ['all of it by another role', limited, other],
    ['all of it by a second grant of its role', limited, {}],
    ['all rows by another role', { rows: 'a = 1' }, other],
    ['other rows by another role', { rows: 'a = 1' }, { ...other, rows: 'a = 2' }],
    ['more columns by another role', { columns: ['id'] }, { ...other, columns: ['id', 'name'] }],
  ])('reads more where it gains %s', (_, before, more) => {
    expect(reasonsOf([before], [before, more])).toMatchObject({
      reasons: expect.arrayContaining(['read-gained']) as unknown,
      risk: 'medium',
    })
  })

  test.each<[string, Path, Path]>([
    ['the same by another role', limited, { ...limited, ...other }],
    ['fewer columns by another role', { columns: ['id', 'name'] }, { ...other, columns: ['id'] }],
    ['some rows of all by another role', {}, { ...other, rows: 'a = 1' }],
  ])('reads nothing more where it gains %s', (_, before, more) => {
    expect(reasonsOf([before], [before, more]).reasons).not.toContain('read-gained')
  })

  it('reaches all of a sensitive dataset first', () => {
    const before = { ...GENOMES, rows: 'a = 1' }
    expect(reasonsOf([before], [before, { ...GENOMES, ...other }]).reasons).toContain('sensitive')
  })
})

test('a change that classifies a dataset lower does not rate its own grants by that', () => {
  const before = { datasets: [{ ...DATASET, sensitivity: 'sensitive' as const }] }
  const after = { datasets: [{ ...DATASET, sensitivity: 'public' as const }], paths: [WEATHER] }
  expect(reviewed(before, after).gained).toMatchObject([{ reasons: ['new-group', 'sensitive'], risk: 'high' }])
})

const DATASET = { name: 'weather', database: 'lab_weather', classification: 'x', owner: 'OWNERS' }
