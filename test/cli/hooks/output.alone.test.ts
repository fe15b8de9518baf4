import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { changedZips } from '../../../cli/lib/changed-zips'
import { freshOutput, type FreshOptions, type FreshOutput } from '../../../cli/lib/fresh'
import { hookBundles, type HookBundles } from '../../../cli/lib/hooks'
import { hookFunctions } from '../../../core/model/hook-names'
import { ENVIRONMENT, MESH } from '../../support/mesh'
import { dev } from '../project'
import { scratch } from '../../support/scratch'

jest.mock('../../../cli/lib/hooks')
const bundled = jest.mocked(hookBundles)

/** Zips that hold nothing but a word. */
const bundlesOf =
  (word: string): typeof hookBundles =>
  ({ mesh }): HookBundles => {
    const functions = hookFunctions(mesh.settings)
    return {
      zips: new Map(functions.map(({ hook }) => [`hooks/${hook}.zip`, Buffer.from(word)])),
      code: Object.fromEntries(functions.map(({ name }) => [name, word])),
    }
  }

const ZIP = 'stacks/hub/hooks/okta-token.zip'
let [mesh, synth] = ['', '']
const path = (name: string): string => join(synth, name)
const text = (name: string): string => readFileSync(path(name), 'utf8')
const marker = (): { files: Record<string, string> } => JSON.parse(text('trustloom.json')) as never

function write(hooks: string): void {
  const backend = 'backend: { type: s3, bucket: acme-state, region: eu-central-1 }\n'
  writeFileSync(join(mesh, 'mesh.yaml'), `${MESH}${backend}${hooks}`)
}

let told: string[] = []
beforeEach(() => {
  jest.spyOn(process.stderr, 'write').mockImplementation((message) => told.push(String(message)) > 0)
  const folder = scratch()
  ;[mesh, synth] = [join(folder, 'mesh'), join(folder, 'out')]
  mkdirSync(mesh)
  write('hooks: {}\n')
  writeFileSync(join(mesh, 'lab.yaml'), ENVIRONMENT)
  writeFileSync(join(mesh, 'dev.yaml'), dev)
  bundled.mockReset().mockImplementation(bundlesOf('one'))
})
afterEach(() => jest.restoreAllMocks())

let last: FreshOutput | undefined
/** Which stacks were rendered by the last call. */
function rendered(more: Partial<FreshOptions> = {}): string | undefined {
  told = []
  last = freshOutput({ mesh, synth, frozen: false, ...more })
  expect(last).toBeDefined()
  return /rendered .*\((.*)\)/.exec(told.join(''))?.[1]
}
const differences = (): unknown => changedZips(synth, last!.bundles!).map(({ message }) => message)

test('the hub has a zip of each hook beside it, and names its hash', () => {
  expect(rendered()).toBe('hub, dev, lab')
  expect(text(ZIP)).toBe('one')
  expect(text('stacks/hub/cdk.tf.json')).toContain('"source_code_hash": "one"')
  expect(marker().files).toEqual({ [ZIP]: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as string })
  expect(rendered()).toBeUndefined()
  expect(differences()).toEqual([])
})

test('the hub is stale where a zip is missing', () => {
  rendered()
  rmSync(path(ZIP))
  expect(rendered()).toBe('hub')
  expect(text(ZIP)).toBe('one')
})

test('the hub is stale where a hook has other code', () => {
  rendered()
  bundled.mockImplementation(bundlesOf('two'))
  expect(rendered()).toBe('hub')
  expect([text(ZIP), differences()]).toEqual(['two', []])
})

test('a zip that somebody edited stays as it is, and is told', () => {
  rendered()
  writeFileSync(path(ZIP), 'evil')
  expect(rendered()).toBeUndefined()
  expect(text(ZIP)).toBe('evil')
  expect(differences()).toEqual([`${path(ZIP)} is not the code that Trustloom makes of this hook and this mesh`])
  rmSync(path(ZIP))
  expect(differences()).toEqual([`${path(ZIP)}, the code of a hook, is not there`])
})

test.each(['null', '{}', '[]', '"x"', '{"stacks/hub/hooks/okta-token.zip": 1}'])(
  'a marker with the files %s is of no output',
  (files) => {
    rendered()
    writeFileSync(path('trustloom.json'), JSON.stringify({ ...marker(), files: JSON.parse(files) as unknown }))
    expect(rendered()).toBe('hub')
  },
)

test('no bundle is made where the hub is not asked for, and its zips stay', () => {
  expect(rendered({ needed: () => ['lab'] })).toBe('lab')
  expect([bundled.mock.calls, last?.bundles]).toEqual([[], undefined])
  rendered()
  const before = [marker().files, statSync(path(ZIP)).mtimeMs]
  writeFileSync(join(mesh, 'lab.yaml'), ENVIRONMENT.replace('[READERS]', '[READERS, OTHERS]'))
  bundled.mockClear()
  expect(rendered({ needed: () => ['lab'] })).toBe('lab')
  expect(bundled).not.toHaveBeenCalled()
  expect([marker().files, statSync(path(ZIP)).mtimeMs]).toEqual(before)
})

test('zips of hooks that are no more go, and what else lies there stays', () => {
  rendered()
  write('')
  expect(rendered()).toBe('hub, dev, lab')
  expect(existsSync(path('stacks/hub/hooks'))).toBe(false)
  write('hooks: {}\n')
  rendered()
  writeFileSync(path('stacks/hub/hooks/mine.zip'), 'mine')
  write('')
  rendered({ needed: () => ['hub'] })
  expect([existsSync(path(ZIP)), text('stacks/hub/hooks/mine.zip')]).toEqual([false, 'mine'])
})

test('a marker leads to nothing outside the output', () => {
  rendered()
  writeFileSync(join(mesh, 'mine.zip'), 'mine')
  const files = { ...marker().files, '../mesh/mine.zip': 'x', 'stacks/hub/hooks/../../../../mesh/mine.zip': 'x' }
  writeFileSync(path('trustloom.json'), JSON.stringify({ ...marker(), files }))
  write('')
  rendered()
  expect(readFileSync(join(mesh, 'mine.zip'), 'utf8')).toBe('mine')
})
