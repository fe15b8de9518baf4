import { renderMarkdown } from '../../../../core/review/render/markdown'
import { review } from '../../../../core/review/review'
import type { Review } from '../../../../core/review/types'
import { invented, rated } from '../invented'
import { PAIRS } from '../../../review/pairs'
import type { Files } from '../../../review/pair'
import { sideOf } from '../../../review/sides'
import { wideMesh } from './lead-mesh'

const reviewed = (before: Files, after: Files): Review => review(sideOf(before).mesh, sideOf(after).mesh).review

/** What a comment says before its details, without the marker. */
const lead = (of: Review): string => (renderMarkdown(of).split('<details>')[0] ?? '').split('\n').slice(1).join('\n')
/** The rows of its table. */
const rowsOf = (of: Review): string[] =>
  lead(of)
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| ---'))
    .slice(1)

const SOME = 'databricks, notebooks'
const MORE = 'databricks, notebooks, databricks-us'

test('one service more for twelve datasets and thirteen groups is one row', () => {
  const found = reviewed(wideMesh(['commercial-prod'], SOME), wideMesh(['commercial-prod'], MORE))
  expect(rowsOf(found)).toEqual([
    '| 🔴 high: new-provider | 13 groups: `COMMERCIAL-PROD-GROUP-01`, `COMMERCIAL-PROD-GROUP-02`, ' +
      '`COMMERCIAL-PROD-GROUP-03` and 10 more | **+** all that they had in `commercial-prod`: 12 datasets ' +
      '(`data-01`, `data-02`, `data-03` and 9 more) | `databricks-us` (new) |',
  ])
  expect(lead(found)).toContain('**13 new group × service ways in**')
})

test('a service that goes says what others still lead to', () => {
  const found = reviewed(wideMesh(['commercial-prod'], MORE), wideMesh(['commercial-prod'], SOME))
  expect(rowsOf(found)).toEqual([
    '| ⚪ none: access-lost | 13 groups: `COMMERCIAL-PROD-GROUP-01`, `COMMERCIAL-PROD-GROUP-02`, ' +
      '`COMMERCIAL-PROD-GROUP-03` and 10 more | **−** the way in `commercial-prod` to 12 datasets ' +
      '(`data-01`, `data-02`, `data-03` and 9 more), which other services still lead to | `databricks-us` (gone) |',
  ])
})

test('one service more in three environments is one row', () => {
  const three = ['a', 'b', 'c'].map((each) => `${each}-prod`)
  const rows = rowsOf(reviewed(wideMesh(three, SOME), wideMesh(three, MORE)))
  expect(rows).toEqual([
    '| 🔴 high: new-provider | 39 groups: `A-PROD-GROUP-01`, `A-PROD-GROUP-02`, `A-PROD-GROUP-03` and 36 more | ' +
      '**+** all that they had in `a-prod`, `b-prod`, `c-prod`: 12 datasets (`data-01`, `data-02`, `data-03` and 9 more) | ' +
      '`databricks-us` (new) |',
  ])
})

/** The lead of a pair, each row from its sign on, up to its service. */
const told = (name: string): string[] => {
  const found = PAIRS.find((each) => each.name === name)
  if (!found) throw new Error(`there is no pair ${name}`)
  return rowsOf(reviewed(found.before, found.after)).map((row) => row.split(' | ').slice(1, 3).join(' '))
}

test.each([
  [
    'a group is added to a persona',
    [
      '`NURSES` **+** come to role `acme-lab-reader` in `lab`: DESCRIBE, SELECT on `trials.visits` and DESCRIBE on the database',
    ],
  ],
  [
    'a share is removed',
    [
      '`STATISTICS` **−** role `acme-lab-share-statistics` (gone) in `lab`: DESCRIBE, SELECT on `trials.subjects` and DESCRIBE on the database',
    ],
  ],
  [
    // The role of their jobs is theirs, and no row.
    'developers come, whose jobs have a role of their own',
    [
      '`ENGINEERS` **+** role `acme-lab-developer` (new) in `lab`: ALTER, DELETE, DESCRIBE, INSERT, SELECT on `trials.subjects`, `trials.visits`; ' +
        'CREATE_TABLE, DESCRIBE on `trials` (the database); ' +
        'DATA_LOCATION_ACCESS, s3:DeleteObject, s3:PutObject on `s3://acme-lab-trials-111111111111/`',
    ],
  ],
  ['a dataset is added', ['`OWNERS` **+** `sites` in `lab`, which nobody reached before']],
  [
    'a table is added, and whoever has the whole dataset has it',
    ['`OWNERS`, `READERS` **+** `trials.doses` in `lab`, which nobody reached before'],
  ],
  ['an entry names one more table', ['`READERS` **+** in `lab`: DESCRIBE, SELECT on `trials.subjects`']],
  [
    'a limit on columns shows one more',
    ['`STATISTICS` **±** in `lab`: SELECT on `trials.subjects`: sees also column `country`'],
  ],
  ['the sessions of a persona last longer', ['`READERS` **±** role `acme-lab-reader` in `lab`: sessions of 1 h → 4 h']],
  ['an environment is added', ['`OWNERS`, `READERS`, `STATISTICS` **+** all that there is in `field`: `trials`']],
  ['an environment is closed', ['`OWNERS`, `READERS`, `STATISTICS` **−** all that there is in `lab`: `trials`']],
  [
    'two environments change in the same way',
    [
      '`NURSES` **+** come to role `acme-*-reader` in `field`, `lab`: DESCRIBE, SELECT on `trials.visits` and DESCRIBE on the database',
    ],
  ],
  [
    'one service takes the place of another',
    [
      '`READERS` **+** all that they had in `lab`: `trials`',
      '`READERS` **−** the way in `lab` to `trials`, which other services still lead to',
    ],
  ],
  [
    'owners may grant on',
    [
      '`OWNERS` **±** may now grant on what they hold in `lab`: `trials`',
      expect.stringContaining('acme-lab-owner may now do more'),
      '– `3 grants are revoked and given again`',
    ],
  ],
])('%s', (name, rows) => {
  expect(told(name)).toEqual(rows)
})

test('where nothing changes it says so, and what was read', () => {
  const [before] = PAIRS.map((each) => each.before)
  const found = reviewed(before!, before!)
  expect(lead({ ...found, read: undefined })).toContain('\nNothing about access changes.\n')
  expect(lead(found)).toMatch(/^Nothing about access changes\. Read: \d+ types, \d+ arguments, 0 not analysed\.$/m)
  expect(lead({ ...found, read: { types: 41, arguments: 3208, notAnalysed: 0 } })).toContain(
    '\nNothing about access changes. Read: 41 types, 3,208 arguments, 0 not analysed.\n',
  )
})

test('what is found goes before what is less risky, and what is lost is last', () => {
  const found = reviewed(PAIRS[0]!.before, PAIRS[0]!.before)
  const gained = [rated({ group: 'ADG-A' }, 'new-group')]
  const lost = [rated({ group: 'ADG-B' }, 'access-lost')]
  const findings = [
    { rule: 'open-trust', risk: 'critical', environment: 'lab', message: 'acme-lab-reader opens to everybody' },
    { rule: 're-granted', risk: 'low', environment: 'lab', message: 'one grant is revoked and given again' },
  ] as const
  const risks = rowsOf({ ...found, gained, lost, findings }).map((row) => row.split(' | ')[0])
  expect(risks).toEqual([
    '| ⛔ critical: open-trust',
    '| 🟠 medium: new-group',
    '| 🟡 low: re-granted',
    '| ⚪ none: access-lost',
  ])
})

test('what is too much to be told says that some of it is limited', () => {
  const cause = { kind: 'role', role: 'r' } as const
  const tables = ['a', 'b', 'c', 'd'].map((table) => ({ table, columns: [table] }))
  const gained = tables.map((each) => ({ ...rated({ role: 'r', ...each }, 'new-group'), cause }))
  expect(rowsOf(invented({ gained }))).toEqual([
    '| 🟠 medium: new-group | `ADG-STATISTICS` | **+** role `r` (new) in `clinical-prod`: `trials`, some of it limited | `databricks` |',
  ])
})

test('the same in several environments has one row, also where names hold those of the environments', () => {
  const gained = ['clinical-prod', 'clinical-dev'].map((environment) =>
    rated(
      {
        environment,
        role: `novo-${environment}-home`,
        dataset: null,
        database: null,
        table: null,
        location: `s3://novo-${environment}-home/public/`,
        permission: 's3:GetObject',
      },
      'new-group',
    ),
  )
  expect(rowsOf(invented({ gained }))).toEqual([
    '| 🟠 medium: new-group | `ADG-STATISTICS` | **+** in `clinical-dev`, `clinical-prod`: s3:GetObject on ' +
      '`s3://novo-*-home/public/` | `databricks` |',
  ])
})

test('what groups of a role do not hold alike is told as the most that they may hold', () => {
  const gained = ['SELECT', 'INSERT'].map((permission) =>
    rated({ role: 'r', group: `ADG-${permission}`, permission }, 'new-group'),
  )
  expect(rowsOf(invented({ gained }))).toEqual([
    '| 🟠 medium: new-group | `ADG-INSERT`, `ADG-SELECT` | **+** in `clinical-prod`: up to INSERT, SELECT on `trials` | `databricks` |',
  ])
})

test('a permission that a persona gets on everything is one row', () => {
  const before = wideMesh(['a-prod', 'b-prod'], SOME)
  const mesh = `${before['mesh.yaml'] ?? ''}personas: { reader: { data: { table: [DESCRIBE, SELECT, ALTER] } } }\n`
  const [row] = rowsOf(reviewed(before, { ...before, 'mesh.yaml': mesh }))
  expect(row).toBe(
    '| 🔴 high: write-gained | 8 groups: `A-PROD-GROUP-08`, `A-PROD-GROUP-09`, `A-PROD-GROUP-10` and 5 more | ' +
      '**+** in `a-prod`, `b-prod`: ALTER on 12 datasets (`data-01`, `data-02`, `data-03` and 9 more) | ' +
      '`databricks`, `notebooks` |',
  )
})
