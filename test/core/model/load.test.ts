import fc from 'fast-check'
import { parse } from 'yaml'
import { memoryFolder } from '../../../core/model/folder'
import { prepare } from '../../../cli/lib/prepare'
import { exampleFolder, load, meshOf, smallMesh } from '../../support/mesh'
import { runs } from '../../support/scale'
import { lab, mesh } from './small'

const places = (files: Record<string, string>): string[] =>
  load(smallMesh(files)).diagnostics.map(({ at, code }) => `${at?.file ?? ''}:${at?.line ?? 0} ${code}`)

describe('faults', () => {
  test('of several files are told at once, by file and line', () => {
    const found = places({
      ...mesh(['mesh: acme', 'mesh: Acme'], ['clientIds: [notebooks]', 'clientIds: ["a b"]']),
      ...lab(['region: eu-central-1', 'region: Frankfurt'], ['[visits]', '[visit]']),
      'broken.yaml': 'domain: [\n',
      'other.yml': '',
      'third.yaml': lab(['domain: research', 'domian: research'])['lab.yaml'],
      'registry.lock.json': '[]',
    })
    expect(found).toEqual([
      'mesh/broken.yaml:1 yaml',
      'mesh/lab.yaml:5 bad-region',
      'mesh/lab.yaml:19 unknown-table',
      'mesh/mesh.yaml:2 bad-name',
      'mesh/mesh.yaml:7 bad-client-id',
      'mesh/other.yml:1 file-name',
      'mesh/registry.lock.json:1 lock-damaged',
      'mesh/third.yaml:2 unknown-key',
    ])
  })

  test('of files stay when mesh.yaml cannot be read, and nobody guesses at what it would say', () => {
    expect(
      places({ 'mesh.yaml': 'mesh: [', ...lab(['region: eu-central-1', 'region: 5'], ['[visits]', '[visit]']) }),
    ).toEqual(['mesh/lab.yaml:5 wrong-type', 'mesh/mesh.yaml:1 yaml'])
  })

  test('of a file do not make the lock file cry over its environment', () => {
    const lock = '{"environments": {"lab": {"account": "111111111111"}}}'
    expect(places({ 'lab.yaml': '', 'registry.lock.json': lock })).toEqual(['mesh/lab.yaml:1 empty-file'])
  })

  test('leave no mesh', () => expect(load(smallMesh({ 'lab.yaml': '' })).mesh).toBeUndefined())
})

test('texts are kept under the names of positions, inputs under those inside the folder', () => {
  const { texts, inputs } = load(smallMesh({ 'registry.lock.json': '{}' }))
  expect([...texts.keys()]).toEqual(['mesh/mesh.yaml', 'mesh/lab.yaml', 'mesh/registry.lock.json'])
  expect([...inputs.keys()]).toEqual(
    expect.arrayContaining(['mesh.yaml', 'lab.yaml', 'registry.lock.json', 'templates/policies/bucket.json.hbs']),
  )
})

test("a mesh's own template goes before a built-in one of its name", () => {
  const own = { 'templates/policies/data-lake-user.json.hbs': 'mine' }
  const { templates } = meshOf(smallMesh(own))
  expect(templates.get('data-lake-user')).toEqual({
    file: 'mesh/templates/policies/data-lake-user.json.hbs',
    text: 'mine',
  })
  expect(templates.get('bucket')?.file).toBe('templates/policies/bucket.json.hbs')
  expect([...templates.keys()]).toEqual([...templates.keys()].sort())
})

test('places of values lead into the files', () => {
  const { places: where } = meshOf(smallMesh())
  expect(where.mesh(['hub', 'region'])).toEqual({ file: 'mesh/mesh.yaml', line: 4, column: 41 })
  expect(where.environment('lab', ['datasets', 'trials', 'owner'])).toEqual({
    file: 'mesh/lab.yaml',
    line: 12,
    column: 12,
  })
  expect(where.environment('nowhere', [])).toBeUndefined()
})

test('a mesh without environments is a mesh', () => {
  const { 'mesh.yaml': text } = mesh()
  expect(load(memoryFolder('', { 'mesh.yaml': text })).diagnostics).toEqual([])
})

/** Values that stand anywhere, as people mistype them. */
const junk = fc.constantFrom<unknown>(
  ...[null, '', ' ', 0, 1.5, true, [], {}, [null], [[]], [{}], { a: null }, { constructor: 'x' }],
  ...['constructor', '__proto__', '${x}', '{{x}}', '*', '2020-01-01', 'x'.repeat(300), 'owner', 'trials', 'SELECT'],
)
const files = ['mesh.yaml', 'clinical-prod.yaml', 'manufacturing-prod.yaml', 'registry.lock.json']

/** The paths to all values inside a value. */
const pathsIn = (value: unknown, path: readonly string[] = []): (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => [[...path, key], ...pathsIn(each, [...path, key])])
    : []

test('whatever value stands anywhere in the example, there is a mesh or an error, and no exception', () => {
  const example = exampleFolder()
  const texts = Object.fromEntries(example.list().map((name) => [name, example.read(name) ?? '']))
  const place = fc
    .constantFrom(...files)
    .chain((file) => fc.tuple(fc.constant(file), fc.constantFrom(...pathsIn(parse(texts[file] ?? '')))))
  fc.assert(
    fc.property(place, junk, ([file, path], value) => {
      const data: unknown = parse(texts[file] ?? '')
      const parent = path
        .slice(0, -1)
        .reduce((at, key) => at[key] as Record<string, unknown>, data as Record<string, unknown>)
      parent[path.at(-1) ?? ''] = value
      const { prepared, diagnostics } = prepare(memoryFolder('m', { ...texts, [file]: JSON.stringify(data) }), {
        frozen: false,
      })
      expect(prepared === undefined).toBe(diagnostics.some((each) => each.severity === 'error'))
      for (const { message, hint = '' } of diagnostics)
        expect(message + hint).not.toMatch(/undefined|\[object|TypeError/)
    }),
    { numRuns: runs(150) },
  )
})

test('each file is read once, and why it is not read is asked of no other', () => {
  const folder = exampleFolder()
  const read = jest.fn(folder.read)
  const unreadable = jest.fn(() => undefined)
  expect(load({ ...folder, read, unreadable }).mesh).toBeDefined()
  const names = read.mock.calls.map(([name]) => name)
  expect(names.length).toBeGreaterThan(5)
  expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([])
  expect(unreadable.mock.calls).toEqual([])
})
