import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { manifest } from '../../cli/lib/output'
import { strangersIn } from '../../cli/lib/strangers'

const STACKS = [
  { name: 'hub', dependencies: [] },
  { name: 'lab', dependencies: ['hub'] },
]
const ZIPS = ['hooks/okta-saml.zip']

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustloom-strangers-'))
  write('stacks/hub/cdk.tf.json')
  write('stacks/hub/hooks/okta-saml.zip')
  write('stacks/lab/cdk.tf.json')
  write('manifest.json', JSON.stringify(manifest({ hub: { dependencies: [] }, lab: { dependencies: ['hub'] } })))
})
afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, text = '{}'): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

const told = (): string[] => strangersIn(folder, STACKS, ZIPS).map((each) => each.message.replaceAll(folder, ''))

test('an output as synth writes it has none', () => {
  expect(told()).toEqual([])
})

// Terraform: internal/configs/parser_config_dir.go takes every name with these endings that is not hidden, and
// internal/command/meta_vars.go every `*.auto.tfvars`, hidden or not.
test.each([
  'override.tf',
  'a\nb.tf',
  'a\rb.tf.json',
  'a\u2028b.tf',
  'a\u2029b.auto.tfvars',
  '.auto.tfvars',
  '.x.auto.tfvars.json',
  'terraform.tfvars',
  'terraform.tfvars.json',
  'x.tofu',
  'x.tftest.hcl',
  'x.tfquery.hcl',
  '.terraformignore',
  '.terraform/environment',
  '.terraform/terraform.tfstate',
  '.terraform/modules/modules.json',
  '.terraform/providers/registry.terraform.io/hashicorp/aws/5.100.0/linux_amd64/terraform-provider-aws',
  '.terraform.lock.hcl',
  'terraform.tfstate',
  'hooks/more.tf',
  'terraform.d/plugins/x',
  'Cdk.tf.json',
])('%j in the folder of a stack is told', (name) => {
  write(`stacks/lab/${name}`)
  expect(told()).toEqual([expect.stringMatching(/^"?\/stacks\/lab\/[^\n\r\u2028\u2029]* remove it/)])
})

test("only the hub's own zips may lie beside its stack", () => {
  write('stacks/hub/hooks/another.zip')
  expect(told()).toEqual([expect.stringContaining('/stacks/hub/hooks/another.zip is no file of Trustloom')])
})

test('a lock of providers is told with what to do', () => {
  write('stacks/lab/.terraform.lock.hcl')
  expect(told()).toEqual([
    '/stacks/lab/.terraform.lock.hcl was not written by synth, and it says which programs Terraform takes for ' +
      'providers: remove it; `terraform init` makes it anew',
  ])
})

test.each(['stacks', 'stacks/lab'])('%s that is a link is told', (path) => {
  renameSync(join(folder, path), join(folder, 'elsewhere'))
  symlinkSync(join(folder, 'elsewhere'), join(folder, path))
  expect(told()).toEqual([`/${path} is a link, and Terraform would work where it leads: put a folder in its place`])
})

test('what lies where the link of a stack leads is told, too', () => {
  renameSync(join(folder, 'stacks/lab'), join(folder, 'elsewhere'))
  symlinkSync(join(folder, 'elsewhere'), join(folder, 'stacks/lab'))
  write('elsewhere/more.tf')
  expect(told()).toContainEqual(expect.stringContaining('/stacks/lab/more.tf is no file of Trustloom'))
})

test('a stack that is a link is told', () => {
  renameSync(join(folder, 'stacks/lab/cdk.tf.json'), join(folder, 'elsewhere.json'))
  symlinkSync(join(folder, 'elsewhere.json'), join(folder, 'stacks/lab/cdk.tf.json'))
  expect(told()).toEqual(['/stacks/lab/cdk.tf.json is not a plain file: remove it, and synthesize again'])
})

describe('a folder that no stack has', () => {
  test.each(['cdk.tf.json', 'a\nb.tf', 'x.tofu.json'])('is told with %j', (name) => {
    write(`stacks/rogue/${name}`)
    expect(told()).toHaveLength(1)
  })

  test('is told where it is a link', () => {
    write('elsewhere/main.tf')
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'stacks/rogue'))
    expect(told()).toEqual([expect.stringContaining('/stacks/rogue/main.tf is no file of Trustloom')])
  })

  test('may keep what Terraform left in it', () => {
    write('stacks/gone/.terraform.lock.hcl')
    symlinkSync(join(folder, 'nowhere'), join(folder, 'stacks/broken'))
    expect(told()).toEqual([])
  })
})
