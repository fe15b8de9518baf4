import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freshOutput, type FreshOptions } from '../../cli/lib/fresh'
import { ENVIRONMENT, MESH } from '../support/mesh'
import { dev } from './project'

const folder = mkdtempSync(join(tmpdir(), 'trustloom-fresh-'))
const mesh = join(folder, 'mesh')
const synth = join(folder, 'out')
const options: FreshOptions = { mesh, synth, frozen: false }
const path = (name: string): string => join(synth, 'stacks', name, 'cdk.tf.json')
const write = (name: string, text: string): void => writeFileSync(join(mesh, name), text)

let told: string[] = []
beforeAll(() => {
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => told.push(String(text)) > 0)
})
afterAll(() => {
  jest.restoreAllMocks()
  rmSync(folder, { recursive: true })
})

beforeEach(() => {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(mesh, { recursive: true })
  write('mesh.yaml', `${MESH}backend: { type: s3, bucket: acme-state, region: eu-central-1 }\n`)
  write('lab.yaml', ENVIRONMENT)
  write('dev.yaml', dev)
  told = []
})

/** Which stacks were rendered by the last call. */
function rendered(more: Partial<FreshOptions> = {}): string | undefined {
  told = []
  expect(freshOutput({ ...options, ...more })).toBeDefined()
  return /rendered .*\((.*)\)/.exec(told.join(''))?.[1]
}

test('all stacks are rendered where none is asked for by name, and then none', () => {
  expect(rendered()).toBe('hub, dev, lab')
  expect(rendered()).toBeUndefined()
  expect([...(freshOutput(options)?.stacks ?? [])]).toEqual(['hub', 'dev', 'lab'].map((name) => [name, path(name)]))
})

test('only what is missing or of other inputs is rendered', () => {
  expect(rendered({ needed: () => ['lab'] })).toBe('lab')
  expect(rendered()).toBe('hub, dev')
  write('lab.yaml', ENVIRONMENT.replace('[READERS]', '[READERS, OTHERS]'))
  const hub = statSync(path('hub')).mtimeMs
  expect(rendered({ needed: () => ['lab', 'lab'] })).toBe('lab')
  expect(statSync(path('hub')).mtimeMs).toBe(hub)
  expect(rendered()).toBe('hub, dev')
})

test('a stack of an environment that is no more goes', () => {
  expect(rendered()).toBe('hub, dev, lab')
  rmSync(join(mesh, 'dev.yaml'))
  rmSync(join(mesh, 'registry.lock.json'))
  expect(rendered({ needed: () => ['hub', 'lab'] })).toBe('hub, lab')
  expect(readFileSync(join(synth, 'manifest.json'), 'utf8')).toContain('"dev"')
  expect(rendered()).toBe('hub, lab')
  expect(readFileSync(join(synth, 'manifest.json'), 'utf8')).not.toContain('"dev"')
  expect(rendered()).toBeUndefined()
})

test.each(['null', '{}', '{"stacks": null}', '{"stacks": []}', 'x'])('a marker that is %s is of no output', (text) => {
  rendered()
  writeFileSync(join(synth, 'trustloom.json'), text)
  expect(rendered()).toBe('hub, dev, lab')
})

test('nothing is written for a mesh with errors', () => {
  write('lab.yaml', ENVIRONMENT.replace('[visits]', '[visit]'))
  expect(freshOutput(options)).toBeUndefined()
  expect(told.join('')).toContain('unknown-table')
  expect(statSync(synth, { throwIfNoEntry: false })).toBeUndefined()
})
