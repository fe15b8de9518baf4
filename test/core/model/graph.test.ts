import { pathsOf, type AccessPath } from '../../../core/model/graph/paths'
import { build, environmentOf, smallMesh, type Built } from '../../support/mesh'
import { ACCESS, lab, mesh } from './small'

const lines = (built: Built, group: string): string[] =>
  pathsOf(environmentOf(built, 'lab'))
    .filter((each) => each.group === group)
    .map(line)
    .sort()

/** `role resource permission (columns) [rows] +grant`, without what all names of the small mesh begin with. */
function line({ role, database, table, location, permission, columns, rows, grantable }: AccessPath): string {
  const place = location?.replace('s3://acme-lab-', '') ?? [database, ...(table === null ? [] : [table])].join('.')
  const facts = [columns && `(${columns.join(' ')})`, rows && `[${rows}]`, grantable && '+grant']
  return [role.replace('acme-lab-', ''), place, permission, ...facts.filter(Boolean)].join(' ')
}

/** The small mesh with other access entries in its dataset. */
const withAccess = (access: string): Built => build(smallMesh(lab([ACCESS, access])))

describe('a persona of all datasets', () => {
  const built = build(smallMesh())
  test('has its level everywhere, and writes the bucket', () => {
    const table = (name: string): string[] =>
      ['ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'].map((each) => `owner lab_trials.${name} ${each}`)
    expect(lines(built, 'OWNERS')).toEqual([
      'owner default DESCRIBE',
      'owner lab_trials ALTER',
      'owner lab_trials CREATE_TABLE',
      'owner lab_trials DESCRIBE',
      'owner lab_trials DROP',
      ...table('subjects'),
      ...table('visits'),
      'owner trials-111111111111/ DATA_LOCATION_ACCESS',
      'owner trials-111111111111/ s3:DeleteObject',
      'owner trials-111111111111/ s3:PutObject',
    ])
  })

  const delegatingWith = (...more: [string, string][]): Built =>
    build(
      smallMesh(
        lab(
          ['stage: prod', 'stage: prod\ndelegation: true'],
          ['  reader:', '  developer: [DEVELOPERS]\n  steward: [STEWARDS]\n  reader:'],
          ...more,
        ),
      ),
    )

  test.each<[string, [string, string][], string[]]>([
    ['the owner', [['APPROVERS', 'OWNERS']], ['acme-lab-owner']],
    ['a steward', [['APPROVERS', 'APPROVERS\n    stewards: [STEWARDS]']], ['acme-lab-steward']],
    ['nobody of the personas', [], []],
    [
      'one of two groups',
      [
        ['APPROVERS', 'OWNERS'],
        ['owner: [OWNERS]', 'owner: [OWNERS, OTHERS]'],
      ],
      [],
    ],
    ['a developer', [['APPROVERS', 'DEVELOPERS']], []],
  ])('may grant on a dataset whose owner or steward is %s: %j', (_, more, roles) => {
    const grantable = pathsOf(environmentOf(delegatingWith(...more), 'lab')).filter((each) => each.grantable)
    expect([...new Set(grantable.map((each) => each.role))]).toEqual(roles)
  })

  test('has it with grant option where the environment delegates, on datasets that are its own', () => {
    const other =
      '  sites: { owner: APPROVERS, classification: public, tables: { sites: { columns: { id: string } } } }\n'
    const delegating = delegatingWith(['APPROVERS', 'OWNERS'], ['datasets:\n', `datasets:\n${other}`])
    expect(lines(delegating, 'OWNERS')).toContain('owner lab_sites.sites SELECT')
    const grantable = pathsOf(environmentOf(delegating, 'lab')).filter((each) => each.grantable)
    expect(new Set(grantable.map((each) => each.role))).toEqual(new Set(['acme-lab-owner']))
    expect(lines(delegating, 'OWNERS')).toContain('owner lab_trials.visits SELECT +grant')
    expect(lines(delegating, 'OWNERS')).toContain('owner default DESCRIBE')
    expect(lines(delegating, 'OWNERS')).toContain('owner trials-111111111111/ s3:PutObject')
  })
})

describe('a persona of access', () => {
  test('has what the entries give it', () => {
    expect(lines(build(smallMesh()), 'READERS')).toEqual([
      'reader default DESCRIBE',
      'reader lab_trials DESCRIBE',
      'reader lab_trials.visits DESCRIBE',
      'reader lab_trials.visits SELECT',
    ])
  })

  test('has nothing without an entry', () => {
    expect(lines(build(smallMesh(lab([`    access:\n${ACCESS}`, '']))), 'READERS')).toEqual([])
  })
})

describe('a share', () => {
  test.each<[string, string, string[]]>([
    [
      'to read everything',
      '',
      [
        'lab_trials DESCRIBE',
        'lab_trials.subjects DESCRIBE',
        'lab_trials.subjects SELECT',
        'lab_trials.visits DESCRIBE',
        'lab_trials.visits SELECT',
      ],
    ],
    [
      'of all columns but one: the others by name, sorted',
      'tables: [subjects], columns: { except: [ssn] }',
      ['lab_trials DESCRIBE', 'lab_trials.subjects SELECT (country id)'],
    ],
    [
      'of some columns',
      'tables: [visits], columns: { only: [year, id] }',
      ['lab_trials DESCRIBE', 'lab_trials.visits SELECT (id year)'],
    ],
    [
      'of some rows: the expression without blanks around it',
      `tables: [subjects], rows: "  country = 'DK' "`,
      ['lab_trials DESCRIBE', "lab_trials.subjects SELECT [country = 'DK']"],
    ],
    [
      'of some columns of some rows',
      `tables: [subjects], columns: { only: [id] }, rows: "country = 'DK'"`,
      ['lab_trials DESCRIBE', "lab_trials.subjects SELECT (id) [country = 'DK']"],
    ],
    [
      'of the files, too: below the tables alone',
      'tables: [visits], files: true',
      [
        'lab_trials DESCRIBE',
        'lab_trials.visits DESCRIBE',
        'lab_trials.visits SELECT',
        'trials-111111111111/visits/ s3:GetObject',
      ],
    ],
    [
      'to write: the files below the tables',
      'tables: [visits], permissions: write',
      [
        'lab_trials DESCRIBE',
        'lab_trials.visits DELETE',
        'lab_trials.visits DESCRIBE',
        'lab_trials.visits INSERT',
        'lab_trials.visits SELECT',
        'trials-111111111111/visits/ s3:DeleteObject',
        'trials-111111111111/visits/ s3:PutObject',
      ],
    ],
    [
      'of single permissions',
      'tables: [visits], permissions: [DESCRIBE]',
      ['lab_trials DESCRIBE', 'lab_trials.visits DESCRIBE'],
    ],
  ])('%s', (_, entry, expected) => {
    const built = withAccess(`      - { to: { group: STATS }, ${entry} }\n`)
    expect(lines(built, 'STATS')).toEqual(['default DESCRIBE', ...expected].map((each) => `share-stats ${each}`))
  })

  test.each<[string, string[], string[]]>([
    ['rows', [`rows: "country = 'SE'"`, `rows: "country = 'DK'"`], ["SELECT [(country = 'DK') OR (country = 'SE')]"]],
    ['columns', ['columns: { only: [id] }', 'columns: { only: [country] }'], ['SELECT (country id)']],
    ['permissions', ['permissions: [SELECT]', 'permissions: [DESCRIBE]'], ['DESCRIBE', 'SELECT']],
    ['a limit and a name', ['columns: { only: [id] }', 'permissions: [DESCRIBE]'], ['DESCRIBE', 'SELECT (id)']],
  ])('of one table by two entries is their union: %s', (_, entries, expected) => {
    const access = entries.map((each) => `      - { to: { group: STATS }, tables: [subjects], ${each} }\n`).join('')
    const found = lines(withAccess(access), 'STATS').filter((each) => each.includes('subjects'))
    expect(found).toEqual(expected.map((each) => `share-stats lab_trials.subjects ${each}`))
  })

  test('has one role, whatever the number of entries, and the name that they give it', () => {
    const entry = (table: string): string =>
      `      - { to: { group: STATS }, tables: [${table}], roleName: statistics }\n`
    const { roles } = environmentOf(withAccess(entry('subjects') + entry('visits')), 'lab')
    const shares = roles.filter((each) => each.kind === 'share')
    expect(shares.map(({ name, arn }) => [name, arn])).toEqual([
      ['statistics', 'arn:aws:iam::111111111111:role/acme/statistics'],
    ])
  })
})

describe('a path', () => {
  test('has the key and the facts of the design', () => {
    const [path] = pathsOf(environmentOf(build(smallMesh()), 'lab')).filter(
      ({ group, table, permission }) => group === 'READERS' && table === 'visits' && permission === 'SELECT',
    )
    expect(path).toEqual({
      environment: 'lab',
      account: '111111111111',
      service: 'notebooks',
      group: 'READERS',
      role: 'acme-lab-reader',
      dataset: 'trials',
      database: 'lab_trials',
      table: 'visits',
      location: null,
      permission: 'SELECT',
      columns: null,
      rows: null,
      grantable: false,
      expires: null,
      sessionHours: 1,
      source: { file: 'mesh/lab.yaml', line: 18, column: 9 },
    })
  })

  test('comes from the access entry where there is one, otherwise from the membership', () => {
    const sources = pathsOf(environmentOf(build(smallMesh()), 'lab')).map(({ group, table, source }) =>
      [group, table ?? '-', source?.line].join(' '),
    )
    expect(new Set(sources)).toEqual(
      new Set([
        'OWNERS - 8',
        'OWNERS subjects 8',
        'OWNERS visits 8',
        'READERS - 9',
        'READERS - 18',
        'READERS visits 18',
      ]),
    )
  })

  test('exists once for each service and each group', () => {
    const built = build(
      smallMesh({
        ...mesh([
          'clientIds: [notebooks] }',
          'clientIds: [a] }\n  more: { protocol: oidc, issuer: "https://b.example.com", clientIds: [b] }',
        ]),
        ...lab(['[notebooks]', '[notebooks, more]'], ['[READERS]', '[READERS, GUESTS]']),
      }),
    )
    const select = pathsOf(environmentOf(built, 'lab')).filter(
      (each) => each.role === 'acme-lab-reader' && each.permission === 'SELECT',
    )
    expect(select.map(({ service, group }) => `${service} ${group}`).sort()).toEqual([
      'more GUESTS',
      'more READERS',
      'notebooks GUESTS',
      'notebooks READERS',
    ])
  })

  test('lasts as long as sessions of the persona', () => {
    const built = build(smallMesh(mesh(['services:', 'personas:\n  reader: { sessionHours: 8 }\nservices:'])))
    const hours = pathsOf(environmentOf(built, 'lab')).map(({ group, sessionHours }) => `${group} ${sessionHours}`)
    expect(new Set(hours)).toEqual(new Set(['OWNERS 1', 'READERS 8']))
  })
})

test('who authors jobs has a second role with the same data rights, and no grant option on them', () => {
  const built = build(
    smallMesh(
      lab(['stage: prod', 'stage: prod\ndelegation: true'], ['  reader:', '  developer: [DEVELOPERS]\n  reader:']),
    ),
  )
  const [own, jobs] = ['developer ', 'developer-jobs '].map((role) =>
    lines(built, 'DEVELOPERS')
      .filter((each) => each.startsWith(role))
      .map((each) => each.slice(role.length)),
  )
  expect(jobs).toEqual(own)
  expect(jobs).toContain('lab_trials.visits INSERT')
})

test('home storage has folders of the user and of the department', () => {
  const home = (more = ''): Built =>
    build(
      smallMesh(
        lab(['datasets:', `home: { bucket: acme-home, services: [notebooks], groups: [STAFF]${more} }\ndatasets:`]),
      ),
    )
  const readonly = home(', departmentWrite: readonly, departmentWriters: [FILLERS]')
  const read = lines(readonly, 'STAFF')
  expect(new Set(read.map((each) => each.split(' ')[0]))).toEqual(new Set(['home']))
  expect(read).toContain('home s3://acme-home/home/user/<initials>/ s3:PutObject')
  expect(read).toContain('home s3://acme-home/home/department/<department>/ s3:GetObject')
  expect(read).not.toContain('home s3://acme-home/home/department/<department>/ s3:PutObject')
  const writes = 'home s3://acme-home/home/department/<department>/ s3:PutObject'
  expect(lines(readonly, 'FILLERS')).toContain(writes.replace('home ', 'home-writers '))
  expect(lines(home(), 'STAFF')).toContain(writes)
  expect(lines(home(', departmentWrite: write'), 'STAFF')).toEqual(lines(home(), 'STAFF'))
})

test('a closed environment has its datasets, and neither roles nor paths', () => {
  const closed = environmentOf(build(smallMesh(lab(['stage: prod', 'stage: prod\nstate: closed']))), 'lab')
  expect(closed.closed).toBe(true)
  expect(closed.roles).toEqual([])
  expect(pathsOf(closed)).toEqual([])
  expect(closed.datasets.map(({ name, locationRole }) => [name, locationRole.name])).toEqual([
    ['trials', 'acme-lab-data-trials'],
  ])
})
