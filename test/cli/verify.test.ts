import { join } from 'node:path'
import { project, succeed } from './project'

/** What `verify` is, on the small mesh; `verify.heavy.test.ts` has the README's, and each kind of difference. */
const STACK = join('cdktf.out', 'stacks', 'lab', 'cdk.tf.json')
const at = project()
let rendered: string
beforeAll(async () => {
  const { stdout, stderr } = await succeed(at.trustloom('verify', { CI: '' }))
  expect(stderr).toContain('cdktf.out was missing or out of date: rendered 2 stacks')
  expect(stdout).toMatch(/^everything is as the files say/m)
  rendered = at.read(STACK)
})
afterEach(() => at.write(STACK, rendered))

test('says so in JSON', async () => {
  const { stdout } = await succeed(at.trustloom('verify --json'))
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1, differences: [], findings: [], waived: [] })
})

test.each<[string, (text: string) => string, RegExp]>([
  ['a widened group pattern', (text) => text.replace(/\*\.\w{4}\.\*/, '*'), /error\[trust\] acme-lab-\w+ opens to /],
  [
    'a stack that is no JSON',
    () => '',
    /^(?:(?!error)[^])*error\[not-understood\] lab is not a JSON object(?![^]*error\[)/,
  ],
])('%s is told', async (_, change, expected) => {
  at.write(STACK, change(rendered))
  expect(at.read(STACK)).not.toBe(rendered)
  const { status, stderr } = await at.trustloom('verify')
  expect(stderr).toMatch(expected)
  expect(status).toBe(1)
})

test('a file that Terraform reads beside the stack is told', async () => {
  at.write('cdktf.out/stacks/lab/override.tf', 'resource "aws_iam_user" "spy" { name = "spy" }')
  const { status, stderr } = await at.trustloom('verify')
  at.remove('cdktf.out/stacks/lab/override.tf')
  expect(stderr).toContain('error[not-understood] cdktf.out/stacks/lab/override.tf is no file of Trustloom')
  // It was not rendered, and it is not in the stack's own file.
  expect(stderr).not.toContain('rendered in')
  expect(status).toBe(1)
})

test('a manifest that somebody edited is told, with what to do', async () => {
  const manifest = at.read('cdktf.out/manifest.json')
  at.write(
    'cdktf.out/manifest.json',
    manifest.replace('"dependencies": [\n        "hub"\n      ]', '"dependencies": []'),
  )
  const { status, stderr } = await at.trustloom('verify')
  at.write('cdktf.out/manifest.json', manifest)
  expect([status, stderr]).toEqual([
    1,
    'error[not-understood] cdktf.out/manifest.json does not name the stacks as Trustloom writes them\n  = remove it, and synthesize again\n',
  ])
})

test('what a stack lacks is said to be not in its file', async () => {
  const json = JSON.parse(rendered) as { resource: Record<string, object> }
  delete json.resource.aws_glue_catalog_database
  at.write(STACK, JSON.stringify(json))
  const { status, stderr } = await at.trustloom('verify')
  expect(stderr).toMatch(
    /error\[storage\] .*lab_trials is declared and not rendered\n {2}= it is not in cdktf\.out\/stacks\/lab\/cdk\.tf\.json$/m,
  )
  expect(status).toBe(1)
})

test('a mesh with errors is not verified, and nothing is written', async () => {
  const at = project({ 'environments/lab.yaml': 'domain: x' })
  const { status, stdout } = await at.trustloom('verify')
  expect([status, stdout]).toEqual([1, ''])
  expect(Object.keys(at.tree())).toEqual(['environments/lab.yaml', 'environments/mesh.yaml'])
})
