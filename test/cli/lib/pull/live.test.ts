import { entitlementRows } from '../../../../core/model/entitlements'
import { build, environmentOf, type Built } from '../../../support/mesh'
import { renderedTrusts } from './hooks'
import { appliedRows, diff, FILES, folderOf, memberRow, pull } from './lab'

const ROLE = 'acme-lab-live-trials'
const ACCESS = '    access:\n      - to: { persona: reader }\n        tables: [visits]\n'
const LAB = FILES['lab.yaml']!.replace('    access:\n', '    live: read\n    access:\n')
const withLab = (lab: string): Readonly<Record<string, string>> => ({ ...FILES, 'lab.yaml': lab })

const grant = (built: Built, change: object = {}): object =>
  memberRow(built, { group: 'NEW', code: 'zA1b', roles: [ROLE], ...change })
const pulled = (lab: string, change: object = {}): ReturnType<typeof pull> =>
  pull(withLab(lab), (built) => [...appliedRows(built), grant(built, change)])

test.each<[string, string, string[]]>([
  ['entries', ACCESS, ['+       - to: { live: NEW }']],
  ['no entries', '', ['+     access:', '+       - to: { live: NEW }']],
  [
    'entries on one line',
    '    access: [{ to: { persona: reader } }]\n',
    [
      '-     access: [{ to: { persona: reader } }]',
      '+     access: [{ to: { persona: reader } }, { to: { live: NEW } }]',
    ],
  ],
])('a group of a live role becomes an access entry of a dataset with %s', async (_, access, expected) => {
  const lab = LAB.replace(ACCESS, access)
  const { files } = await pulled(lab)
  expect(diff(lab, files['lab.yaml']!)).toEqual(expected)
})

test('it is told with its line, who decided and why', async () => {
  const { lines } = await pulled(LAB)
  expect(lines).toEqual([
    `mesh/lab.yaml:20: NEW opens ${ROLE} (jane@example.com, of trials: CR-1)`,
    'mesh/registry.lock.json:3: NEW keeps the code zA1b',
  ])
})

test('the group keeps the role and its code, and others keep theirs', async () => {
  const before = build(folderOf(withLab(LAB)))
  const after = build((await pulled(LAB)).after)
  const names = (built: Built): string[] => environmentOf(built, 'lab').roles.map(({ name }) => name)
  expect(names(after)).toEqual(names(before))
  const row = entitlementRows(environmentOf(after, 'lab')).find(({ PK }) => PK === 'GROUP#NEW')
  expect(row).toMatchObject({ code: 'zA1b', roles: [{ arn: `arn:aws:iam::111111111111:role/acme/${ROLE}` }] })
  expect(renderedTrusts(before, 'lab')[ROLE]).not.toContain('Allow')
  expect(renderedTrusts(after, 'lab')[ROLE]).toContain('"*.zA1b.*"')
})

test('a second pull finds nothing', async () => {
  const { after } = await pulled(LAB)
  const text = after.read('lab.yaml') ?? ''
  const lock = after.read('registry.lock.json') ?? ''
  const { files } = await pull({ ...withLab(text), 'registry.lock.json': lock }, (built) => [
    ...appliedRows(built),
    grant(built),
  ])
  expect(files).toEqual({})
})

test('what the files no longer have a live role for is told, and left', async () => {
  const before = build(folderOf(withLab(LAB)))
  const { changes, files } = await pull(FILES, () => [...appliedRows(before), grant(before)])
  expect(files).toEqual({})
  expect(changes.left).toEqual([`NEW opens ${ROLE}, and the dataset trials of lab has no \`live\` in the files`])
})

test('a row of another dataset does not open the role', async () => {
  await expect(pulled(LAB, { dataset: 'other' })).rejects.toThrow(
    `the row LIVE#ENV#lab / LIVE#other#NEW: ${ROLE} is no role of lab that an event may open`,
  )
})
