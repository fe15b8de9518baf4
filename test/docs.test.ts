import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Ajv2020 from 'ajv/dist/2020'
import { parse } from 'yaml'
import { diskFolder } from '../core/model/folder'
import { stackNames } from '../core/model/stack-names'
import { jsonSchemas } from '../core/model/schema/json-schema'
import { LOCK_FILE, printLock } from '../core/model/lock-file'
import { bucketShape, homeShape, keyShape, locationShape } from '../core/policy/resource-policies'
import { roleShape } from '../core/policy/role-variables'
import { runTemplates } from '../core/policy/runs'
import type { Shape } from '../core/policy/template-shape'
import { fileFormat } from '../docs/generate'
import { lintsPage } from '../docs/lints-page'
import { quotasPage } from '../docs/quotas-page'
import { risksPage } from '../docs/risks-page'
import { allSchemas } from '../cli/lib/event-schemas'
import { build, PROJECT, synthesize } from './support/mesh'

const read = (...path: string[]): string => readFileSync(join(PROJECT, ...path), 'utf8')
const examples = readdirSync(join(PROJECT, 'docs', 'examples'), { withFileTypes: true }).filter((each) =>
  each.isDirectory(),
)
const meshes = [['environments'], ...examples.map(({ name }) => ['docs', 'examples', name])].map((path) =>
  path.join('/'),
)

describe('what is generated is up to date', () => {
  test.each(Object.entries(allSchemas()))('schemas/%s (npm run schema)', (name, schema) => {
    expect(JSON.parse(read('schemas', name))).toEqual(JSON.parse(JSON.stringify(schema)))
  })

  test('docs/file-format.md (npm run docs)', () => {
    expect(read('docs', 'file-format.md')).toBe(fileFormat())
  })

  test('docs/lints.md (npm run docs)', () => {
    expect(read('docs', 'lints.md')).toBe(lintsPage())
  })

  test('docs/quotas.md (npm run docs)', () => {
    expect(read('docs', 'quotas.md')).toBe(quotasPage())
  })

  test('docs/risks.md (npm run docs)', () => {
    expect(read('docs', 'risks.md')).toBe(risksPage())
  })
})

describe.each(meshes)('%s', (path) => {
  const folder = diskFolder(join(PROJECT, path), path)

  test('is without errors, renders, and its lock file is up to date', () => {
    const built = build(folder)
    expect([...synthesize(built).keys()].sort()).toEqual(stackNames(built.mesh).sort())
    if (Object.keys(built.registry.groups).length > 0) expect(folder.read(LOCK_FILE)).toBe(printLock(built.registry))
  })

  test('is valid to an editor, too', () => {
    const schemas = jsonSchemas()
    for (const file of folder.list().filter((each) => /^[^/]+\.yaml$/.test(each))) {
      const schema = schemas[file === 'mesh.yaml' ? 'mesh.schema.json' : 'environment.schema.json'] ?? {}
      const ajv = new Ajv2020({ strict: false })
      const valid = ajv.validate(schema, parse(folder.read(file) ?? ''))
      expect([file, valid, ajv.errors]).toEqual([file, true, null])
    }
  })

  test('begins with a modeline that leads to a schema', () => {
    for (const file of folder.list().filter((each) => /^[^/]+\.yaml$/.test(each))) {
      const schema = /^# yaml-language-server: \$schema=(\S+)/.exec(folder.read(file) ?? '')?.[1] ?? ''
      expect(() => read(path, schema)).not.toThrow()
    }
  })
})

test('docs/templates.md names every variable of every template', () => {
  const names = (shape: Shape): string[] =>
    shape.kind === 'object'
      ? Object.entries(shape.fields).flatMap(([name, field]) =>
          field.kind === 'object' ? names(field) : [name, ...names(field)],
        )
      : shape.kind === 'list'
        ? names(shape.items)
        : []
  const text = read('docs', 'templates.md')
  const runs = runTemplates.map(([, [shape]]) => shape)
  const all = [roleShape, bucketShape, keyShape, locationShape, homeShape, ...runs].flatMap(names)
  expect(all.filter((name) => !new RegExp(`[\`.]${name}\``).test(text))).toEqual([])
})

test('every link of the documentation leads somewhere', () => {
  const files = [
    'README.md',
    'CONTRIBUTING.md',
    ...diskFolder(join(PROJECT, 'docs'))
      .list()
      .filter((each) => each.endsWith('.md'))
      .map((each) => `docs/${each}`),
  ]
  const broken = files.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
      .map(([, target = '']) => join(file, '..', target))
      .filter((target) => {
        try {
          return !readdirSync(join(PROJECT, target, '..')).includes(target.replace(/\/$/, '').split('/').at(-1) ?? '')
        } catch {
          return true
        }
      })
      .map((target) => `${file} → ${target}`),
  )
  expect(broken).toEqual([])
})
