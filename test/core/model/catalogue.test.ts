import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder } from '../../../core/model/folder'
import { lintRules } from '../../../core/policy/lint'
import { base, caseNames, prepareMesh, readCase } from '../../catalogue/case'
import { check } from '../../catalogue/check'
import { generated } from '../../catalogue/generated'

/**
 * What people may get wrong, and what they are told: the cases of test/catalogue, each a file that says what is
 * expected and how the mesh differs from the base, and those that a program writes better than a person.
 */
test('the base mesh is good', () => {
  expect(prepareMesh({}).diagnostics).toEqual([])
  expect(Object.keys(base)).toEqual(['lab.yaml', 'mesh.yaml'])
})

const cases = caseNames.map((name) => ({ name, ...readCase(name) }))

test.each(cases)('$name', ({ files, expected }) => check(files, expected))

test.each(generated.filter((each) => !each.isLarge))('$name', ({ files, ...expected }) => check(files(), expected))

/** A net for kinds of schema faults that no schema of ours has. */
const unreachable = ['bad-value']

test('every code that the sources name is in the catalogue', () => {
  // Rules about policies have tests of their own, in test/core/policy/lint.
  const rules = new Set(lintRules.map(({ id }) => id))
  const root = join(__dirname, '../../..')
  const sources = ['core/model', 'core/policy', 'cli'].flatMap((folder) =>
    diskFolder(join(root, folder))
      .list()
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')),
  )
  const said =
    /\b(?:error|warning)\(\s*'([a-z]+(?:-[a-z]+)*)'|\bcode(?: =|:) '([a-z]+-[a-z-]+)'|fault\(\s*\w+,\s*'([a-z-]+)'|\bcode \?\? '([a-z-]+)'/g
  const codes = sources.flatMap((text) => [...text.matchAll(said)].flatMap((match) => match.slice(1).filter(Boolean)))
  expect(codes.length).toBeGreaterThan(100)
  const told = [...cases.map(({ expected }) => expected), ...generated].flatMap(({ diagnostics }) => diagnostics)
  expect(
    [...new Set([...told.map(({ code }) => code).filter((code) => !rules.has(code)), ...unreachable])].sort(),
  ).toEqual([...new Set(codes)].sort())
})
