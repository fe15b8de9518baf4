import { editsBetween } from '../../../../core/review/cause/edits'
import { reviewSarif } from '../../../../core/review/render/sarif'
import { review } from '../../../../core/review/review'
import type { Review } from '../../../../core/review/types'
import { BASE, metadata, type Files } from '../../../review/pair'
import { sideOf } from '../../../review/sides'

/** The base with what single-line edits are made in. */
const START: Files = {
  ...BASE,
  'mesh.yaml': `${BASE['mesh.yaml'] ?? ''}personas:
  reader: { sessionHours: 1 }
  auditor: { data: { database: [DESCRIBE], table: [DESCRIBE] }, scope: all }
`,
  'lab.yaml': (BASE['lab.yaml'] ?? '')
    .replace('owner: APPROVERS', 'owner: APPROVERS\n    stewards: [OWNERS]')
    .replace('  reader: [READERS]', '  reader:\n    - READERS\n    - NURSES\n  auditor: [AUDIT]')
    .replace(
      '        tables: [subjects]\n',
      '        tables: [subjects]\n        columns: { only: [id] }\n      - to: { group: GENETICS }\n        permissions: read\n',
    ),
}

/** The files with one line written otherwise, added or taken out, and the line at which that is. */
function edited(file: string, from: string, to: string): { readonly after: Files; readonly line: number } {
  const [was, is] = [START[file] ?? '', (START[file] ?? '').replace(from, to)]
  const lines = is.split('\n')
  const line = was.split('\n').findIndex((each, index) => each !== lines[index]) + 1
  expect(line).toBeGreaterThan(0)
  return { after: { ...START, [file]: is }, line }
}

function reviewed(after: Files): Review {
  const [was, is] = [sideOf(START), sideOf(after)]
  return review(was.mesh, is.mesh, { edits: editsBetween(was.built.mesh, is.built.mesh) }).review
}

const alertLines = (of: Review): string[] => {
  const { runs } = reviewSarif(of, { version: '1', maskAccounts: false, mesh: 'mesh' })
  const places = runs.flatMap(({ results }) => results ?? []).map(({ locations }) => locations?.[0]?.physicalLocation)
  return [...new Set(places.map((each) => `${each?.artifactLocation?.uri ?? ''}:${each?.region?.startLine ?? 0}`))]
}

test.each([
  ['a service is added', 'lab.yaml', 'services: [notebooks]', 'services: [notebooks, databricks]'],
  ['a group is added to a persona', 'lab.yaml', '    - NURSES\n', '    - NURSES\n    - DOCTORS\n'],
  ['a group of a persona has another name', 'lab.yaml', '    - NURSES', '    - DOCTORS'],
  ['a persona has a first group', 'lab.yaml', '  auditor: [AUDIT]', '  auditor: [AUDIT]\n  steward: [STEWARDS]'],
  ['a share goes to another group', 'lab.yaml', '{ group: GENETICS }', '{ group: HEART }'],
  ['a share may write', 'lab.yaml', 'permissions: read', 'permissions: write'],
  ['a limit shows more', 'lab.yaml', '{ only: [id] }', '{ only: [id, country] }'],
  ['a limit goes', 'lab.yaml', '        columns: { only: [id] }\n', ''],
  ['an entry names another table', 'lab.yaml', 'tables: [visits]', 'tables: [visits, subjects]'],
  ['a table is added', 'lab.yaml', '      visits: {', '      doses: { columns: { id: string } }\n      visits: {'],
  ['sessions last longer', 'mesh.yaml', 'reader: { sessionHours: 1 }', 'reader: { sessionHours: 8 }'],
  ['a persona may read', 'mesh.yaml', 'table: [DESCRIBE]', 'table: [DESCRIBE, SELECT]'],
  ['owners may grant on', 'lab.yaml', 'services: [notebooks]', 'services: [notebooks]\ndelegation: true'],
  ['a dataset has another owner', 'lab.yaml', 'owner: APPROVERS', 'owner: BOARD'],
  ['a dataset is classified otherwise', 'lab.yaml', 'classification: confidential', 'classification: public'],
  ['a service has one more client', 'mesh.yaml', 'clientIds: [notebooks]', 'clientIds: [notebooks, more]'],
  ['a session may have any source identity', 'mesh.yaml', '"*@example.com"', '"*@example.*"'],
])('an alert is on the line that is edited: %s', (_, file, from, to) => {
  const { after, line } = edited(file, from, to)
  expect(alertLines(reviewed(after))).toEqual([`mesh/${file}:${line}`])
})

test('what is lost is on its line before', () => {
  const { after, line } = edited('lab.yaml', '    - NURSES\n', '')
  const { lost, gained } = reviewed(after)
  expect(gained).toEqual([])
  expect([...new Set(lost.map(({ path }) => `${path.source?.file ?? ''}:${path.source?.line ?? 0}`))]).toEqual([
    `mesh/lab.yaml:${line}`,
  ])
})

test('of several edits each change is on its own', () => {
  const text = (START['lab.yaml'] ?? '')
    .replace('services: [notebooks]', 'services: [notebooks, databricks]')
    .replace('    - NURSES\n', '    - NURSES\n    - DOCTORS\n')
    .replace('permissions: read', 'permissions: write')
  const lines = text.split('\n')
  const at = (part: string): string => `mesh/lab.yaml:${lines.findIndex((each) => each.includes(part)) + 1}`
  const { gained } = reviewed({ ...START, 'lab.yaml': text })
  const linesOf = (fits: (path: (typeof gained)[number]['path']) => boolean): string[] => [
    ...new Set(
      gained.filter(({ path }) => fits(path)).map(({ path }) => `${path.source?.file ?? ''}:${path.source?.line ?? 0}`),
    ),
  ]
  expect(linesOf((path) => path.group === 'DOCTORS' && path.service === 'notebooks')).toEqual([at('DOCTORS')])
  expect(linesOf((path) => path.group === 'READERS')).toEqual([at('services:')])
  expect(linesOf((path) => path.group === 'GENETICS' && path.service === 'notebooks')).toEqual([at('permissions:')])
})

test('a certificate is on the line of its file', () => {
  const other = metadata('rstudio')
  const [was, is] = [metadata('databricks').split('\n'), other.split('\n')]
  const before = { ...START, 'lab.yaml': (START['lab.yaml'] ?? '').replace('[notebooks]', '[notebooks, databricks]') }
  const [a, b] = [sideOf(before), sideOf({ ...before, 'saml/databricks.xml': other })]
  const found = review(a.mesh, b.mesh, { edits: editsBetween(a.built.mesh, b.built.mesh) }).review
  expect(alertLines(found)).toEqual([`mesh/saml/databricks.xml:${is.findIndex((each, at) => each !== was[at]) + 1}`])
})
