import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fixtureFolder } from '../core/proof/verify/meshes'
import { build, exampleFolder, PROJECT, synthesize } from '../support/mesh'
import { READ_BACK, type Values } from '../support/read-back'

const folders = [exampleFolder(), ...['features', 'synchronised', 'runs'].map(fixtureFolder)]
const stacks = folders.flatMap((folder) => [...synthesize(build(folder)).values()])
const rendered = (type: string): Values[] =>
  stacks.flatMap((stack) => Object.values(stack.resource[type] ?? {}) as Values[])
const types = [...new Set(stacks.flatMap((stack) => Object.keys(stack.resource)))].sort()

test('of every type that is rendered it is known what AWS reads back otherwise', () => {
  expect(Object.keys(READ_BACK).sort()).toEqual(types)
})

const shapes = Object.entries(READ_BACK).flatMap(([type, all]) => all.map((each) => [type, each.what, each] as const))

test.each(shapes)('%s: %s', (type, _what, { lasts, source }) => {
  expect(source).toMatch(/^https:\/\//)
  expect(rendered(type).filter((each) => !lasts(each))).toEqual([])
})

test('what stands in for AWS answers so', () => {
  const files = new Set(shapes.flatMap(([, , each]) => each.answeredBy ?? []))
  for (const file of files) expect(readFileSync(join(PROJECT, 'test', 'support', file), 'utf8')).not.toBe('')
})

test('a share limited by rows alone keeps out the releases of the provider that cannot apply it', () => {
  const versions = new Map(
    folders.flatMap((folder) =>
      [...synthesize(build(folder)).values()].map((stack) => {
        const filters = Object.values(stack.resource.aws_lakeformation_data_cells_filter ?? {})
        const { aws } = stack.terraform.required_providers as { aws: { version: string } }
        return [/"column_wildcard"/.test(JSON.stringify(filters)), aws.version.split(', ')] as const
      }),
    ),
  )
  expect(versions.get(false)).toEqual(['>= 5.100.0', '< 7.0.0'])
  const excluded = versions.get(true) ?? []
  expect([excluded[0], excluded.at(-1)]).toEqual(['>= 5.100.0', '< 7.0.0'])
  expect(excluded).toEqual(expect.arrayContaining(['!= 6.27.0', '!= 6.47.0']))
  expect(excluded).not.toContain('!= 6.26.0')
})
