import { missingText } from '../../../core/proof/explain/text-missing'
import { exampleFolder } from '../../support/mesh'
import type { Asked, Fix, MissingHop } from '../../../core/proof/explain'
import { errorsOf, explained, withFixes } from './explained'
import { FILES, LAB, lineOf, MESH } from './small'

type Files = Readonly<Record<string, string>>

const METADATA = exampleFolder().read('saml/databricks.xml') ?? ''

const inLab = (from: string, to: string): Files => {
  if (!LAB.includes(from)) throw new Error(`${from} is not in the file`)
  return { ...FILES, 'lab.yaml': LAB.replace(from, to) }
}
const where = ({ action, at, lines }: Fix): string[] => [`${action} ${at ? `${at.file}:${at.line}` : '-'}`, ...lines]
const access = `insert mesh/lab.yaml:${lineOf('access:')}`

const BRACKETED = '  more: { owner: APPROVERS, classification: internal, tables: { a: { columns: { b: string } } } }\n'
const WIDE = `  wide:
    owner: APPROVERS
    classification: internal
    tables: { a: { columns: { id: string, only_a: string }, partitions: { day: string } }, b: { columns: { id: string, day: string } } }
    access:
      - to: { group: PARTNERS }
        columns: { only: [id, day] }
        rows: "id = 'x'"
`
/** Everybody that the files name, and nobody else. */
const DIRECTORY =
  'OWNERS MAKERS READERS GUESTS VIEWERS CLERKS APPROVERS PARTNERS ENGINES EVERYBODY FORMER VISITORS NEIGHBOURS'

const cases: [string, Files, Asked, MissingHop, string, string[]][] = [
  [
    'a group that nothing names',
    FILES,
    { group: 'ONLOOKERS', dataset: 'lab/trials.visits' },
    'unknown-group',
    'no file of the mesh names the group ONLOOKERS',
    [access, '      - to: { group: ONLOOKERS }', '        tables: [visits]'],
  ],
  [
    'a group that the directory does not know, either',
    { ...FILES, 'mesh.yaml': `${MESH}directory: groups.txt\n`, 'groups.txt': DIRECTORY.replaceAll(' ', '\n') },
    { group: 'ONLOOKERS', dataset: 'lab/trials' },
    'unknown-group',
    "no file of the mesh names the group ONLOOKERS, nor does the directory's list",
    ['insert mesh/groups.txt:13', 'ONLOOKERS', access, '      - to: { group: ONLOOKERS }'],
  ],
  [
    'a group whose code has retired',
    {
      ...FILES,
      'registry.lock.json': '{"groups": {}, "retired": {"abcd": "Returners"}, "environments": {}}',
    },
    { group: 'RETURNERS', dataset: 'lab/trials' },
    'unknown-group',
    'no file of the mesh names the group RETURNERS, its code abcd has retired',
    [access, '      - to: { group: RETURNERS }'],
  ],
  [
    'a group that only approves',
    FILES,
    { group: 'approvers', dataset: 'lab/trials' },
    'only-approves',
    'APPROVERS only approves access (owner in lab), which gives none',
    [access, '      - to: { group: APPROVERS }'],
  ],
  [
    'an environment that is closed',
    FILES,
    { group: 'FORMER', dataset: 'shut/past' },
    'closed',
    'shut is closed: its data stays, and nobody has access',
    ['replace mesh/shut.yaml:3', 'state: open'],
  ],
  [
    'a closed environment, where nothing else is asked about',
    FILES,
    { group: 'FORMER' },
    'closed',
    'shut is closed: its data stays, and nobody has access',
    ['replace mesh/shut.yaml:3', 'state: open'],
  ],
  [
    'neither persona nor share; a dataset without access',
    FILES,
    { group: 'FORMER', dataset: 'lab/sites' },
    'no-role',
    'FORMER has no persona and no share in lab',
    [`insert mesh/lab.yaml:${lineOf('  sites:')}`, '    access:', '      - to: { group: FORMER }'],
  ],
  [
    'a dataset in brackets',
    inLab('home:\n', `${BRACKETED}home:\n`),
    { group: 'FORMER', dataset: 'lab/more' },
    'no-role',
    'FORMER has no persona and no share in lab',
    [`inside mesh/lab.yaml:${lineOf('home:')}`, 'access: [{ to: { group: FORMER } }]'],
  ],
  [
    'access that is an empty list',
    inLab('  sites:\n', '  sites:\n    access: []\n'),
    { group: 'FORMER', dataset: 'lab/sites' },
    'no-role',
    'FORMER has no persona and no share in lab',
    [`replace mesh/lab.yaml:${lineOf('  sites:') + 1}`, 'access: [{ to: { group: FORMER } }]'],
  ],
  [
    'access in brackets',
    inLab('  sites:\n', '  sites:\n    access: [{ to: { persona: reader } }]\n'),
    { group: 'FORMER', dataset: 'lab/sites' },
    'no-role',
    'FORMER has no persona and no share in lab',
    [`inside mesh/lab.yaml:${lineOf('  sites:') + 1}`, '{ to: { group: FORMER } }'],
  ],
  [
    'home storage only',
    FILES,
    { group: 'EVERYBODY', dataset: 'lab/sites' },
    'no-role',
    'EVERYBODY has no persona and no share in lab',
    [`insert mesh/lab.yaml:${lineOf('  sites:')}`, '    access:', '      - to: { group: EVERYBODY }'],
  ],
  [
    'no place in home storage',
    FILES,
    { group: 'OWNERS', dataset: 'lab/home' },
    'no-role',
    'OWNERS is not among the groups of the home storage of lab',
    [`replace mesh/lab.yaml:${lineOf('groups: [EVERYBODY]')}`, 'groups: [EVERYBODY, OWNERS]'],
  ],
  [
    'home storage without groups',
    inLab('  groups: [EVERYBODY]\n', ''),
    { group: 'OWNERS', dataset: 'lab/home' },
    'no-role',
    'OWNERS is not among the groups of the home storage of lab',
    [`insert mesh/lab.yaml:${lineOf('home:')}`, '  groups: [OWNERS]'],
  ],
  [
    'a service that the environment does not name',
    FILES,
    { group: 'OWNERS', dataset: 'lab/trials', service: 'spare' },
    'service',
    'lab does not name the service spare',
    ['replace mesh/lab.yaml:6', 'services: [notebooks, pool, spare]'],
  ],
  [
    'a Cognito service where the environment names all',
    inLab('services: [notebooks, pool]', 'services: all'),
    { group: 'NEIGHBOURS', dataset: 'lab/rooms', service: 'pool' },
    'service',
    'pool is a Cognito service, which leads to home storage only',
    [`insert mesh/lab.yaml:${lineOf('NEIGHBOURS')}`, '        services: [pool]'],
  ],
  [
    'a service that does not lead to home storage',
    FILES,
    { group: 'EVERYBODY', dataset: 'lab/home', service: 'spare' },
    'service',
    'the home storage of lab does not name the service spare',
    [`replace mesh/lab.yaml:${lineOf('bucket: acme-home') + 1}`, 'services: [pool, spare]'],
  ],
  [
    'a Cognito service, which leads to home storage only',
    FILES,
    { group: 'NEIGHBOURS', dataset: 'lab/rooms', service: 'pool' },
    'service',
    'pool is a Cognito service, which leads to home storage only',
    [`insert mesh/lab.yaml:${lineOf('NEIGHBOURS')}`, '        services: [pool]'],
  ],
  [
    'a share without an entry on the dataset',
    inLab('group: PARTNERS }', 'group: PARTNERS }\n        roleName: partners'),
    { group: 'PARTNERS', dataset: 'lab/sites' },
    'no-entry',
    'PARTNERS has only what access entries give, and sites has none for it',
    [
      `insert mesh/lab.yaml:${lineOf('  sites:') + 1}`,
      '    access:',
      '      - to: { group: PARTNERS }',
      '        roleName: partners',
    ],
  ],
  [
    'a persona that has what entries give it, and none on the dataset',
    FILES,
    { group: 'READERS', dataset: 'lab/sites.sites' },
    'no-entry',
    'the persona reader has only what access entries give, and sites has none for it',
    [
      `insert mesh/lab.yaml:${lineOf('  sites:')}`,
      '    access:',
      '      - to: { persona: reader }',
      '        tables: [sites]',
    ],
  ],
  [
    'a persona that has every dataset, and no permission',
    FILES,
    { group: 'CLERKS', dataset: 'lab/sites' },
    'no-permission',
    'the persona clerk has every dataset, and no permission on databases and tables',
    [
      `insert mesh/lab.yaml:${lineOf('  sites:')}`,
      '    access:',
      '      - to: { persona: clerk }',
      '        permissions: read',
    ],
  ],
  [
    'a table that the entry does not include',
    FILES,
    { group: 'READERS', dataset: 'lab/trials.subjects' },
    'table',
    'the access entries of trials for the persona reader do not include the table subjects',
    [`replace mesh/lab.yaml:${lineOf('tables: [visits]')}`, 'tables: [visits, subjects]'],
  ],
  [
    'a table beside a limited one',
    FILES,
    { group: 'PARTNERS', dataset: 'lab/trials.visits', column: 'visit' },
    'table',
    'the access entries of trials for PARTNERS do not include the table visits',
    [access, '      - to: { group: PARTNERS }', '        tables: [visits]'],
  ],
  [
    'a column that a limit hides',
    FILES,
    { group: 'PARTNERS', dataset: 'lab/trials.subjects', column: 'ssn' },
    'column',
    'the columns that PARTNERS has of subjects do not include ssn',
    [`replace mesh/lab.yaml:${lineOf('except:')}`, 'columns: { except: [country] }'],
  ],
  [
    'the only column that a limit hides',
    inLab('except: [ssn, country]', 'except: [ssn]'),
    { group: 'PARTNERS', dataset: 'lab/trials.subjects', column: 'ssn' },
    'column',
    'the columns that PARTNERS has of subjects do not include ssn',
    [`replace mesh/lab.yaml:${lineOf('except:')}`],
  ],
  [
    'a column that a limit does not show',
    inLab('except: [ssn, country]', 'only: [id]'),
    { group: 'PARTNERS', dataset: 'lab/trials.subjects', column: 'ssn' },
    'column',
    'the columns that PARTNERS has of subjects do not include ssn',
    [`replace mesh/lab.yaml:${lineOf('except:')}`, 'columns: { only: [id, ssn] }'],
  ],
  [
    'a column that not every table of a limit has',
    inLab('home:\n', `${WIDE}home:\n`),
    { group: 'PARTNERS', dataset: 'lab/wide.a', column: 'only_a' },
    'column',
    'the columns that PARTNERS has of a do not include only_a',
    [
      `insert mesh/lab.yaml:${lineOf('home:') + 4}`,
      '      - to: { group: PARTNERS }',
      '        tables: [a]',
      '        columns: { only: [only_a, day] }',
      `        rows: "id = 'x'"`,
    ],
  ],
  [
    'a permission to read',
    FILES,
    { group: 'VIEWERS', dataset: 'lab/sites.sites', column: 'site' },
    'column',
    'the persona viewer has no SELECT on sites',
    [
      `insert mesh/lab.yaml:${lineOf('  sites:')}`,
      '    access:',
      '      - to: { persona: viewer }',
      '        tables: [sites]',
      '        permissions: [SELECT]',
    ],
  ],
]

describe('the first hop that is missing, and lines that give it:', () => {
  test.each(cases)('%s', (_, files, asked, hop, message, fixes) => {
    const { access, missing } = explained(files, asked)
    expect([access, missing?.hop, missing?.message]).toEqual([false, hop, message])
    expect(missing?.fixes.flatMap(where)).toEqual(fixes)
    const mended = withFixes(files, missing?.fixes ?? [])
    expect(errorsOf(mended)).toEqual([])
    expect(explained(mended, asked).access).toBe(true)
  })
})

test('a key that is in the way is to be deleted, and what else that opens is told', () => {
  const found = cases.find(([name]) => name === 'the only column that a limit hides')
  if (!found) throw new Error('there is no such case')
  const { missing } = explained(found[1], found[2])
  if (!missing) throw new Error('nothing is missing')
  expect(missingText(missing).join(' ')).toMatch(
    /this would give it: delete `columns` at mesh\/lab\.yaml:\d+:\d+\. It also opens each column that +\w+ may get later/,
  )
})

test('without a dataset a place in the files is left open', () => {
  const { missing } = explained(FILES, { group: 'ONLOOKERS' })
  expect(missing?.fixes).toEqual([
    { action: 'insert', at: undefined, place: 'a dataset', lines: ['access:', '  - to: { group: ONLOOKERS }'] },
  ])
})

test('a persona that no entry is for reaches nothing at all', () => {
  const files = inLab('      - to: { persona: reader }\n        tables: [visits]\n', '')
  const { missing, ways } = explained(files, { group: 'READERS' })
  expect([missing?.hop, missing?.message]).toEqual([
    'no-entry',
    'the persona reader has only what access entries give, and no dataset of lab has one for it',
  ])
  expect(ways.map(({ role, resources }) => [role.name, resources])).toEqual([['acme-lab-reader', []]])
})

test('no line lets a Cognito service lead to sensitive data', () => {
  const { missing } = explained(FILES, { group: 'PARTNERS', dataset: 'lab/trials', service: 'pool' })
  expect(missing).toMatchObject({
    hop: 'service',
    message: 'pool is a Cognito service, which leads to home storage only',
    hint: 'trials is sensitive: use a service that says who a person is',
    fixes: [],
  })
})

test('a pool whose id is not known yet has to have one first', () => {
  const mesh = MESH.replace(
    'identityPool: "eu-central-1:11111111-2222-3333-4444-555555555555"',
    'userPool: { metadata: idp.xml, domain: acme, callbackUrls: ["https://x.example.com/"] }',
  )
  const files = {
    ...FILES,
    'mesh.yaml': mesh,
    'lab.yaml': LAB.replace('services: [notebooks, pool]', 'services: [notebooks]')
      .replace('        services: [pool]\n', '')
      .replace(/home:\n[^]*$/, ''),
    'idp.xml': METADATA,
  }
  const { missing } = explained(files, { group: 'NEIGHBOURS', dataset: 'lab/rooms', service: 'pool' })
  expect(missing?.fixes.map(({ place, lines }) => [place, ...lines])).toEqual([
    ['services.pool', 'identityPool: "<the id that an apply of the hub made>"'],
    ['datasets.rooms.access.1', '        services: [pool]'],
  ])
})

describe('a slip of the pen', () => {
  test.each([
    ['PARTNRES', 'did you mean PARTNERS?'],
    ['OUTSIDERZ', 'did you mean OUTSIDERS?'],
  ])('%s: %s', (group, hint) => {
    const directory = `${DIRECTORY} OUTSIDERS`.replaceAll(' ', '\n')
    const files = { ...FILES, 'mesh.yaml': `${MESH}directory: groups.txt\n`, 'groups.txt': directory }
    expect(explained(files, { group }).missing?.hint).toBe(hint)
  })
})
