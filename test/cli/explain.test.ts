import { join } from 'node:path'
import { exampleFolder } from '../support/mesh'
import { dev, lab, LOCK, project, refuse, succeed, type Project } from './project'

const stack = (name: string): string => join('cdktf.out', 'stacks', name, 'cdk.tf.json')
const ask = 'explain --group READERS --dataset lab/trials.visits'

test('the example: each hop has its line, and a group without access the hop that is missing', async () => {
  const folder = exampleFolder()
  const files = folder.list().map((name) => [`environments/${name}`, folder.read(name) ?? ''] as const)
  const at = project({ ...Object.fromEntries(files), 'environments/lab.yaml': folder.read('finance-dev.yaml') ?? '' })
  at.remove('environments/lab.yaml')
  const { stdout, stderr } = await succeed(
    at.trustloom('explain --group ADG-STATISTICS --dataset clinical-prod/trials', { CI: 'true' }),
  )
  expect(stderr).toBe('cdktf.out was missing or out of date: rendered 1 stack (clinical-prod)\n')
  const file = 'environments/clinical-prod.yaml'
  const entry =
    at
      .read(file)
      .split('\n')
      .findIndex((each) => each.includes('group: ADG-STATISTICS')) + 1
  expect(stdout).toContain('ADG-STATISTICS has access to clinical-prod/trials\n')
  expect(stdout).toContain(`  granted by   ${file}:${entry}:9\n`)
  expect(stdout).toContain('role/novo/novo-clinical-prod-share-adg-statistics\n')
  const none = await at.trustloom('explain --group ADG-FINANCE-OWNERS --dataset clinical-prod/trials', { CI: 'true' })
  expect([none.status, none.stderr]).toEqual([3, ''])
  expect(none.stdout).toContain('missing: ADG-FINANCE-OWNERS has no persona and no share in clinical-prod\n')
  expect(none.stdout).toContain('      - to: { group: ADG-FINANCE-OWNERS }\n')
})

describe('the output', () => {
  const at = project({ 'environments/dev.yaml': dev })
  beforeAll(() => succeed(at.trustloom(ask)))
  const shut = (where: Project): void => {
    const json = JSON.parse(where.read(stack('lab'))) as {
      resource: { aws_iam_role: { persona_reader: { assume_role_policy: string } } }
    }
    const role = json.resource.aws_iam_role.persona_reader
    role.assume_role_policy = role.assume_role_policy.replace('"Allow"', '"Deny"')
    where.write(stack('lab'), JSON.stringify(json))
  }

  test('is rendered where it is missing: the stacks that are read, and the lock file', () => {
    expect(Object.keys(at.tree('cdktf.out'))).toEqual(
      ['manifest.json', 'stacks/lab/cdk.tf.json', 'trustloom.json'].map((path) => join('cdktf.out', path)),
    )
    expect(at.read(LOCK)).toContain('"READERS"')
  })

  test('stays as it is where it is fresh', async () => {
    const before = at.tree()
    const { stdout, stderr } = await succeed(at.trustloom(ask))
    expect(stderr).toBe('')
    expect(stdout).toContain('granted by   environments/lab.yaml:')
    expect(at.tree()).toEqual(before)
  })

  test('that somebody edited is not stale: what it says is told', async () => {
    const edited = project(at.tree())
    shut(edited)
    const before = edited.tree()
    const { status, stdout, stderr } = await edited.trustloom(ask)
    expect([status, stderr]).toEqual([3, ''])
    expect(stdout).toContain('missing: the rendered trust policy of acme-lab-reader does not admit READERS through')
    expect(stdout).toContain('statement 1 denies sts:AssumeRoleWithWebIdentity')
    expect(edited.tree()).toEqual(before)
  })

  test('of other inputs is rendered anew, whatever it says', async () => {
    const stale = project(at.tree())
    shut(stale)
    stale.write('environments/lab.yaml', lab('[READERS]', '[READERS, OTHERS]'))
    const { stdout, stderr } = await succeed(stale.trustloom(ask.replace('READERS', 'OTHERS')))
    expect(stderr).toContain('registry.lock.json: group OTHERS gets the code')
    expect(stderr).toContain('cdktf.out was missing or out of date: rendered 1 stack (lab)\n')
    expect(stdout).toContain('OTHERS has access to lab/trials.visits\n')
  })

  test('whose stack was lost is rendered anew', async () => {
    const lost = project(at.tree())
    lost.remove(stack('lab'))
    expect((await succeed(lost.trustloom(ask))).stderr).toContain('rendered 1 stack (lab)')
  })

  test('that is damaged is a role that cannot be opened', async () => {
    const damaged = project({ ...at.tree(), [stack('lab')]: '{' })
    const { status, stdout } = await damaged.trustloom(ask)
    expect(status).toBe(3)
    expect(stdout).toContain('the stack is not a JSON object')
  })
})

describe('nothing is written', () => {
  test.each<[string, Record<string, string>, string, Record<string, string>, string]>([
    ['where the mesh has errors', { 'environments/lab.yaml': lab('[visits]', '[visit]') }, ask, {}, 'unknown-table'],
    ['where the lock file is out of date and CI=true', {}, ask, { CI: 'true' }, 'lock-out-of-date'],
    ['where it is frozen', {}, `${ask} --frozen`, {}, 'lock-out-of-date'],
    ['for a dataset that is not there', {}, 'explain --group X --dataset lab/trails', {}, 'did you mean trials?'],
    ['for a dataset of no environment', {}, 'explain --group X --dataset trials', {}, '--dataset is ENV/DATASET'],
    ['for a service that is not there', {}, 'explain --group X --service notebook', {}, 'did you mean notebooks?'],
    ['without a group', {}, 'explain', {}, "required option '--group <group>' not specified"],
  ])('%s', async (_, files, args, env, message) => {
    const at = project(files)
    expect((await refuse(at, () => at.trustloom(args, env))).stderr).toContain(message)
  })
})

test('what is wrong is JSON, too, where JSON is asked for', async () => {
  const { status, stdout } = await project().trustloom('explain --json --group X --dataset lab/trails')
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: object[] }
  expect([status, diagnostics]).toEqual([1, [expect.objectContaining({ hint: 'did you mean trials?' })]])
})

test('JSON is data on stdout, with and without access', async () => {
  const at = project()
  const [found, none] = [await at.trustloom(`${ask} --json`), await at.trustloom('explain --group NOBODY --json')]
  const json = (text: string): unknown => JSON.parse(text)
  expect(found.status).toBe(0)
  expect(json(found.stdout)).toMatchObject({
    schemaVersion: 1,
    access: true,
    missing: null,
    ways: [{ account: '111111111111' }],
  })
  expect([none.status, none.stderr]).toEqual([3, ''])
  expect(json(none.stdout)).toMatchObject({ access: false, ways: [], missing: { hop: 'unknown-group' } })
})

test('--mesh and --synth say where', async () => {
  const at = project()
  const files = at.tree('environments')
  for (const [path, text] of Object.entries(files)) at.write(path.replace('environments', 'mesh'), text)
  at.remove('environments')
  const { stdout } = await succeed(at.trustloom(`${ask} --mesh mesh --synth build/out`))
  expect(stdout).toContain('granted by   mesh/lab.yaml:')
  expect(at.tree()).toHaveProperty(['build/out/stacks/lab/cdk.tf.json'])
})

test('people’s text cannot steer the terminal', async () => {
  const at = project({ 'environments/lab.yaml': lab('[READERS]', '[READERS, "\\u202Eno"]') })
  const named = await at.trustloom('explain --group \u202Eno')
  expect([named.status, named.stdout.includes('has access')]).toEqual([0, true])
  const unknown = await at.trustloom('explain --group \u001B[31m\u0007\nx')
  expect(unknown.status).toBe(3)
  expect(named.stdout + named.stderr + unknown.stdout + unknown.stderr).not.toMatch(/[\u001B\u0007\u202E]/)
})
