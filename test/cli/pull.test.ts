import { diskFolder } from '../../core/model/folder'
import { readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { build } from '../support/mesh'
import { startTable, type Table } from '../support/dynalite'
import { appliedRows, FILES, memberRow, saml, serviceRows } from './lib/pull/lab'
import { LOCK, project, refuse, succeed, type Environment, type Project } from './project'

const CREDENTIALS: Environment = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: '' }
const MESH = 'environments/mesh.yaml'
const LAB = 'environments/lab.yaml'
const METADATA = 'environments/saml/ghost.xml'

const meshFiles = (more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> => ({
  [MESH]: FILES['mesh.yaml']!,
  [LAB]: FILES['lab.yaml']!,
  ...more,
})

let table: Table
beforeAll(async () => {
  table = await startTable()
  const built = build(diskFolder(join(project(meshFiles()).folder, 'environments')))
  await table.put([
    ...appliedRows(built),
    memberRow(built, { group: 'NEW', code: 'zA1b', roles: ['acme-lab-reader'], reason: 'see\n\u001B[31mCR-1' }),
    memberRow(built, { group: 'GONE', code: 'zA1c', roles: [], gone: true }),
    ...serviceRows(built, 'ghost', saml()),
    ...serviceRows(built, 'later', saml(), { state: 'pending' }),
  ])
})
afterAll(() => table?.close())

const pull = (at: Project, args = '', env: Environment = {}): ReturnType<Project['trustloom']> =>
  at.trustloom(`pull ${args}`, { AWS_ENDPOINT_URL: table.endpoint, ...CREDENTIALS, ...env })

const LINES = [
  'environments/mesh.yaml:7: the service ghost, with environments/saml/ghost.xml (joe@example.com: CR-2)',
  'environments/lab.yaml:5: lab trusts the service ghost, whose provider Terraform takes over (joe@example.com: CR-2)',
  'environments/lab.yaml:8: NEW opens acme-lab-reader (jane@example.com, of trials: see\uFFFD\uFFFD[31mCR-1)',
  'environments/registry.lock.json:3: NEW keeps the code zA1b',
  '',
]
const WRITTEN = [LAB, MESH, LOCK, METADATA]

test('writes what holds at run time, tells each line, and has nothing to do the second time', async () => {
  const at = project(meshFiles())
  const before = at.tree()
  const { stdout, stderr } = await succeed(pull(at))
  expect(stdout.split('\n')).toEqual(LINES)
  expect(stderr).toMatch(/^the service later is not active yet: pull again once it is\n/)
  const files = [METADATA, MESH, LAB, LOCK].join(', ')
  expect(stderr).toContain(`\n4 files changed (${files}): review them, synthesize, and apply\n`)
  const after = at.tree()
  expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual([...WRITTEN].sort())
  const again = await succeed(pull(at))
  expect(again.stdout).toBe('')
  expect(again.stderr).toContain('there is nothing to pull: the files have everything that holds at run time\n')
  expect(at.tree()).toEqual(after)
  // What was written is a mesh that is in order.
  await succeed(at.trustloom('check'))
  expect((await succeed(at.trustloom('lock'))).stderr).not.toContain('gets the code zA1b')
})

test('tells what it would do', async () => {
  const at = project(meshFiles())
  const before = at.tree()
  const { stdout, stderr } = await succeed(pull(at, '--dry-run'))
  expect(stdout.split('\n')).toEqual(LINES)
  expect(stderr).toContain('4 files would change: nothing was written\n')
  expect(at.tree()).toEqual(before)
})

test('prints JSON', async () => {
  const { stdout } = await succeed(pull(project(meshFiles()), '--json --dry-run'))
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    dryRun: true,
    files: [METADATA, MESH, LAB, LOCK],
    changes: [
      { kind: 'service', file: MESH, line: 7, service: 'ghost', causes: [{ by: 'joe@example.com', reason: 'CR-2' }] },
      { kind: 'trust', file: LAB, line: 5, environment: 'lab', service: 'ghost' },
      { kind: 'grant', file: LAB, line: 8, environment: 'lab', role: 'acme-lab-reader', group: 'NEW' },
      { kind: 'code', file: LOCK, line: 3, group: 'NEW', code: 'zA1b' },
    ],
    left: [],
  })
})

test('says so where events add nothing, and asks nobody', async () => {
  const at = project()
  const before = at.tree()
  const { stdout, stderr } = await succeed(at.trustloom('pull', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }))
  expect([stdout, stderr]).toEqual([
    '',
    'sync is off in this mesh: events add nothing to it, and there is nothing to pull\n',
  ])
  expect(at.tree()).toEqual(before)
})

test('a group that the directory does not know is refused with its line', async () => {
  const at = project(
    meshFiles({
      [MESH]: `${FILES['mesh.yaml']}directory: groups.txt\n`,
      'environments/groups.txt': 'OWNERS\nREADERS\nAPPROVERS\nEVERYBODY\n',
    }),
  )
  const { stderr } = await refuse(at, () => pull(at))
  expect(stderr).toContain(
    'environments/lab.yaml:8:21 error[unknown-group] the directory has no group NEW\n8 |   reader: [READERS, NEW]\n',
  )
  expect(stderr).toContain('correct the name, or bring environments/groups.txt up to date')
  expect(stderr).toContain('the lines are shown as pull would have written them')
})

test('a code that is that of another group is refused', async () => {
  const at = project(meshFiles({ [LOCK]: '{"groups": {"OWNERS": {"code": "zA1b"}}}\n' }))
  expect((await refuse(at, () => pull(at))).stderr).toContain(
    'the code zA1b, which NEW has at run time, is that of OWNERS',
  )
})

test('a folder that a link leads out of the mesh is not written into', async () => {
  const at = project(meshFiles({ 'elsewhere/x': '' }))
  symlinkSync(join(at.folder, 'elsewhere'), join(at.folder, 'environments', 'saml'))
  const { status, stderr } = await pull(at)
  expect(status).toBe(1)
  expect(stderr).toContain('saml is a link that leads out of the folder')
  expect([readdirSync(join(at.folder, 'elsewhere')), at.read(LAB)]).toEqual([['x'], FILES['lab.yaml']])
})

test('metadata go into a folder that is there', async () => {
  const at = project(meshFiles({ 'environments/saml/README.md': '# Metadata\n' }))
  await succeed(pull(at))
  expect(Object.keys(at.tree('environments/saml'))).toEqual(['environments/saml/README.md', METADATA])
})

test('a mesh with errors is refused before anybody is asked', async () => {
  const at = project(meshFiles({ [LAB]: FILES['lab.yaml']!.replace('[visits]', '[visit]') }))
  expect((await refuse(at, () => pull(at, '', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }))).stderr).toContain(
    'unknown-table',
  )
})

test('what AWS says is told in a sentence', async () => {
  const at = project(meshFiles({ [MESH]: FILES['mesh.yaml']!.replace('mesh: acme', 'mesh: nobody') }))
  const { stderr } = await refuse(at, () => pull(at))
  expect(stderr).toBe(
    'error there is no table nobody-entitlements in eu-central-1\n  = apply the hub first; are these its credentials?\n',
  )
})
