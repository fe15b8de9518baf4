import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dev } from '../cli/project'
import { ENVIRONMENT, MESH, PROJECT } from '../support/mesh'
import { clonePullRequest } from '../workflows/repository'
import { workplace } from '../workflows/scripts'
import { startSts, type Sts } from '../support/sts'
import { missingTerraform, providerMirror } from '../support/terraform'
import { describeWith } from '../support/tools'

describeWith(missingTerraform(), 'the scripts of a pipeline, with the real Terraform', () => {
  const at = workplace()
  let sts: Sts
  const node = (...args: string[]): string =>
    `#!/bin/sh\nwhile [ "$1" = trustloom ] || [ "$1" = --no ] || [ "$1" = --offline ]; do shift; done\nexec '${process.execPath}' ${args.join(' ')} "$@"\n`
  const env = (): Record<string, string> => ({
    AWS_ENDPOINT_URL_STS: sts.url,
    AWS_ACCESS_KEY_ID: 'AKIAMOCK',
    AWS_SECRET_ACCESS_KEY: 'mock',
    AWS_EC2_METADATA_DISABLED: 'true',
    CHECKPOINT_DISABLE: '1',
    GOMAXPROCS: '1',
    GOGC: '400',
    TF_CLI_ARGS_init: `-plugin-dir=${providerMirror() ?? ''}`,
  })
  const digests = (folder: string): Record<string, string> =>
    (JSON.parse(at.read(`${folder}/review.json`)) as { digests: Record<string, string> }).digests

  beforeAll(async () => {
    sts = await startSts()
    at.command('npx', node(`'${join(PROJECT, 'cli', 'trustloom.js')}'`))
    at.command('synth', node('-r', `'${join(PROJECT, 'cli', 'register.js')}'`, `'${join(PROJECT, 'main.ts')}'`))
    await clonePullRequest(at, {
      first: { 'environments/mesh.yaml': MESH, 'environments/lab.yaml': ENVIRONMENT },
      since: { 'README.md': 'moved on\n' },
      branch: { 'environments/dev.yaml': dev },
    })
    const { status, output } = await at.bash('synth')
    if (status !== 0) throw new Error(output)
    expect((await at.run('review.sh', ['HEAD^1', 'HEAD', 'review'])).status).toBe(2)
  })

  test.each(['dev', 'hub'])('the plan of %s has the digest that its files have', async (stack) => {
    const { status, output } = await at.run('plan.sh', [stack, `plan-${stack}`, 'review/review.json'], env())
    expect([status, output]).toEqual([0, expect.any(String)])
    expect(digests(`plan-${stack}`)).toEqual({ [stack]: digests('review')[stack] })
    expect(at.read(`plan-${stack}/actions.txt`)).toMatch(/^\["[\w.]+",\["create"\]\]\n/)
  })

  test('a plan is not applied with a provider of another checksum', async () => {
    const locked = at.read('plan-dev/providers.lock.hcl')
    expect(locked).toMatch(/"h1:[^"]+"/)
    at.write('plan-dev/providers.lock.hcl', locked.replace(/"h1:[^"]+"/, `"h1:${'A'.repeat(43)}="`))
    // In another checkout nothing is locked yet.
    rmSync(join(at.folder, 'cdktf.out', 'stacks', 'dev', '.terraform.lock.hcl'))
    const { status, output } = await at.run('apply.sh', ['dev', 'plan-dev'], env())
    expect([status, output]).toEqual([1, expect.stringMatching(/checksum/)])
    expect(at.has('state/dev.tfstate')).toBe(false)
    rmSync(join(at.folder, 'cdktf.out', 'stacks', 'dev', '.terraform.lock.hcl'))
  })

  test('a stack that gives more than its files is not applied', async () => {
    await at.run('plan.sh', ['dev', 'plan-dev', 'review/review.json'], env())
    const stack = join(at.folder, 'cdktf.out', 'stacks', 'dev', 'cdk.tf.json')
    const text = readFileSync(stack, 'utf8')
    const wider = text.replace(
      /"permissions": \[\s*"DESCRIBE",\s*"SELECT"/,
      '"permissions": ["DELETE", "DESCRIBE", "SELECT"',
    )
    expect(wider).not.toBe(text)
    writeFileSync(stack, wider)
    expect((await at.run('apply.sh', ['dev', 'plan-dev'], env())).status).toBe(4)
    writeFileSync(stack, text)
  })

  test('a plan that would do something else is not applied, though access is the same', async () => {
    const stack = join(at.folder, 'cdktf.out', 'stacks', 'dev', 'cdk.tf.json')
    const text = readFileSync(stack, 'utf8')
    const other = text.replace('"trustloom:stage": "prod"', '"trustloom:stage": "test"')
    expect(other).not.toBe(text)
    writeFileSync(stack, other)
    const { status, output } = await at.run('apply.sh', ['dev', 'plan-dev'], env())
    expect([status, output]).toEqual([4, expect.stringMatching(/something else/)])
    expect(at.has('state/dev.tfstate')).toBe(false)
    writeFileSync(stack, text)
    rmSync(join(at.folder, 'plan-dev'), { recursive: true })
  })
})
