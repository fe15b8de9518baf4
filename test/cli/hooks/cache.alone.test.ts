import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bundleHooks } from '../../../cli/lib/hooks/bundle'
import { hookCode } from '../../../cli/lib/hooks/code'
import { put } from '../../support/scratch'
import { toyProject } from './lab'

jest.mock('../../../cli/lib/hooks/bundle', () => {
  const actual = jest.requireActual<{ bundleHooks: typeof bundleHooks }>('../../../cli/lib/hooks/bundle')
  return { ...actual, bundleHooks: jest.fn(actual.bundleHooks) }
})
const bundled = jest.mocked(bundleHooks)
beforeEach(() => bundled.mockClear())

const cached = (root: string): string => join(root, 'node_modules/.cache/trustloom/hooks')
const text = (root: string, hook = 'one'): string =>
  Buffer.from(hookCode(root, [hook]).get(hook) ?? new Uint8Array()).toString()
/** Which hooks the last call had to bundle. */
const made = (): unknown => bundled.mock.lastCall?.[1]

test('a hook is bundled once, and then comes from the cache with the same bytes', () => {
  const root = toyProject()
  const first = hookCode(root, ['one', 'two'])
  expect(made()).toEqual(['one', 'two'])
  expect(hookCode(root, ['two', 'one'])).toEqual(first)
  expect(made()).toEqual([])
  expect(readdirSync(cached(root)).sort()).toEqual(['one', 'two'])
})

test.each<[string, string, string]>([
  ['its own file', 'hooks/one/index.ts', "import { name } from '../lib'\nexport const handler = () => name('uno')\n"],
  ['a file that only passes on', 'hooks/lib/index.ts', "export const name = (of: string) => 'other ' + of\n"],
  ['a package', 'node_modules/greet/index.js', "exports.greet = (name) => 'hej ' + name\n"],
  ['the lock file', 'package-lock.json', '{}'],
])('is bundled again when %s changes', (_, path, changed) => {
  const root = toyProject()
  text(root)
  put(root, path, changed)
  const fresh = text(root)
  expect(made()).toEqual(['one'])
  rmSync(cached(root), { recursive: true })
  expect(text(root)).toBe(fresh)
})

test('a change of one hook leaves the other in the cache', () => {
  const root = toyProject()
  hookCode(root, ['one', 'two'])
  put(root, 'hooks/two/index.ts', 'export const handler = () => 2\n')
  hookCode(root, ['one', 'two'])
  expect(made()).toEqual(['two'])
})

test.each<[string, (good: Buffer) => Buffer]>([
  ['whose code somebody changed', (good) => Buffer.concat([good, Buffer.from(';evil()')])],
  ['of another hook', (good) => Buffer.from(good.toString().replace('one/index.ts', 'two/index.ts'))],
  ['that is cut off', (good) => good.subarray(0, good.length - 5)],
  ['that is empty', () => Buffer.alloc(0)],
  ['without a header', () => Buffer.from('exports.handler=()=>1')],
  ['whose header is no object', (good) => Buffer.concat([Buffer.from('null\n'), good])],
  ['whose header is empty', (good) => Buffer.concat([Buffer.from('{}\n'), good.subarray(good.indexOf('\n') + 1)])],
  ['whose header lists no files', (good) => Buffer.from(good.toString().replace(/"inputs":\[.*?\]/, '"inputs":{}'))],
])('a file of the cache %s is not believed, and is replaced', (_, spoil) => {
  const root = toyProject()
  const good = text(root)
  const file = join(cached(root), 'one')
  const before = readFileSync(file)
  writeFileSync(file, spoil(before))
  expect(text(root)).toBe(good)
  expect(made()).toEqual(['one'])
  expect(readFileSync(file)).toEqual(before)
})

test('a cache that cannot be written is no error', () => {
  const root = toyProject({ 'node_modules/.cache/trustloom': 'a file' })
  expect(text(root)).toContain('one')
  const second = toyProject({ 'node_modules/.cache/trustloom/hooks/one/x': '' })
  expect(text(second)).toContain('one')
  // Nothing is left of the attempt.
  expect(readdirSync(cached(second))).toEqual(['one'])
})
