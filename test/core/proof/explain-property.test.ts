import fc from 'fast-check'
import { stringify } from 'yaml'
import { pathsOf, type AccessPath } from '../../../core/model/graph/paths'
import type { Folder } from '../../../core/model/folder'
import { build, load, smallMesh, type Built } from '../../support/mesh'
import { runs } from '../../support/scale'
import { explainedOf } from './explained'
import { MESH } from './small'

const GROUPS = ['ALPHA', 'BETA', 'GAMMA', 'DELTA', 'OWNERS']
const TABLES: Readonly<Record<string, readonly string[]>> = { a: ['id', 'name'], b: ['id', 'size'] }
const DATASETS = ['one', 'two']

const some = (words: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...words])
const entry = fc.record(
  {
    to: fc.oneof(
      fc.constantFrom(...GROUPS).map((group) => ({ group })),
      fc.constantFrom('reader', 'viewer', 'clerk').map((persona) => ({ persona })),
    ),
    tables: fc.subarray(Object.keys(TABLES), { minLength: 1 }),
    permissions: fc.oneof(
      fc.constantFrom('read', 'write'),
      fc.subarray(['SELECT', 'DESCRIBE', 'INSERT'], { minLength: 1 }),
    ),
    columns: fc.constant({ only: ['id'] }),
    files: fc.boolean(),
    services: fc.constant(['pool']),
  },
  { requiredKeys: ['to'] },
)
const dataset = fc.record({
  owner: fc.constant('APPROVERS'),
  classification: fc.constant('internal'),
  tables: fc.constant(
    Object.fromEntries(
      Object.entries(TABLES).map(([name, columns]) => [
        name,
        { columns: Object.fromEntries(columns.map((each) => [each, 'string'])) },
      ]),
    ),
  ),
  access: fc.array(entry, { maxLength: 3 }),
})
const environment = fc.record({
  domain: fc.constant('research'),
  stage: fc.constant('dev'),
  state: fc.constantFrom('open', 'open', 'open', 'closed'),
  account: fc.constant('111111111111'),
  region: fc.constant('eu-central-1'),
  services: fc.constantFrom(['notebooks'], ['notebooks', 'pool']),
  personas: fc.record({
    owner: fc.constant(['OWNERS']),
    reader: some(GROUPS.slice(0, 2)),
    viewer: some(GROUPS.slice(1, 3)),
    clerk: some(GROUPS.slice(0, 3)),
  }),
  datasets: fc.record({ one: dataset, two: dataset }),
})

/** Reads a path by itself, without asking explain what it thinks. */
function leads(path: AccessPath, name: string, table?: string, column?: string): boolean {
  const { location, permission } = path
  if (path.dataset !== name) return false
  if (table === undefined) return true
  const files = location !== null && (location.endsWith('111111111111/') || location.endsWith(`/${table}/`))
  if (column === undefined) return path.table === table || files
  const shown = path.columns === null || path.columns.includes(column)
  return (path.table === table && permission === 'SELECT' && shown) || (files && permission === 's3:GetObject')
}

interface Wanted {
  readonly datasets: Readonly<Record<string, { readonly access: readonly object[] }>>
}

/** A mesh with those of the wanted entries that a mesh may have beside each other. */
function valid<T extends Wanted>(wanted: T): Folder {
  const folderOf = (kept: readonly (readonly [string, object])[]): Folder => {
    const datasets = Object.entries(wanted.datasets).map(([name, each]) => [
      name,
      { ...each, access: kept.filter(([of]) => of === name).map(([, entry]) => entry) },
    ])
    const file = { ...wanted, datasets: Object.fromEntries(datasets) as object }
    return smallMesh({ 'mesh.yaml': MESH, 'lab.yaml': stringify(file, { aliasDuplicateObjects: false }) })
  }
  const all = Object.entries(wanted.datasets).flatMap(([name, { access }]) =>
    access.map((each) => [name, each] as const),
  )
  const kept = all.reduce<(readonly [string, object])[]>((before, each) => {
    const more = [...before, each]
    return load(folderOf(more)).mesh ? more : before
  }, [])
  return folderOf(kept)
}

test('there is access exactly where there is a path', () => {
  fc.assert(
    fc.property(environment, (wanted) => {
      let [open, shut] = [0, 0]
      const built: Built = build(valid(wanted))
      const paths = built.graph.environments.flatMap(pathsOf)
      for (const group of GROUPS)
        for (const service of [undefined, 'notebooks', 'pool']) {
          const own = paths.filter((each) => each.group === group && (service ?? each.service) === each.service)
          expect([group, service, explainedOf(built, { group, service }).access]).toEqual([
            group,
            service,
            own.length > 0,
          ])
        }
      for (const group of GROUPS)
        for (const name of DATASETS)
          for (const [table, column] of [[], ['a'], ['b'], ['a', 'id'], ['a', 'name'], ['b', 'size']]) {
            const asked = { group, dataset: `lab/${name}${table === undefined ? '' : `.${table}`}`, column }
            const expected = paths.some((each) => each.group === group && leads(each, name, table, column))
            const { access, missing, ways } = explainedOf(built, asked)
            expect([asked, access]).toEqual([asked, expected])
            expect([asked, missing === undefined]).toEqual([asked, expected])
            if (expected) expect(ways.every(({ resources }) => resources.every(({ at }) => at.length > 0))).toBe(true)
            if (expected) open++
            else shut++
          }
      // Only meshes that open some and not all count.
      fc.pre(open > 0 && shut > 0)
    }),
    { numRuns: runs(20) },
  )
})
