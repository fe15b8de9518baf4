import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder } from '../../../core/model/folder'
import { lintRules } from '../../../core/policy/lint'
import { base, caseNames, flat, prepareMesh, readCase, type Expected, type Files } from '../../catalogue/case'
import { generated } from '../../catalogue/generated'

/**
 * What people may get wrong, and what they are told: the cases of test/catalogue, each a file that says what is
 * expected and how the mesh differs from the base, and those that a program writes better than a person.
 */
const seen: Expected[] = []

function check(files: Files, expected: ReturnType<typeof readCase>['expected']): void {
  const { prepared, diagnostics, texts } = prepareMesh(files, expected)
  const found = diagnostics.map(flat)
  const place = ({ severity, code, file, line, column }: Expected): unknown => [severity, code, file, line, column]
  expect(found.map(place)).toEqual(expected.diagnostics.map(place))
  found.forEach((each, index) => {
    expect(each.message).toContain(expected.diagnostics[index]?.message)
    expect(each.hint ?? '').toContain(expected.diagnostics[index]?.hint ?? '')
    expectPlain(each, each.file === undefined ? undefined : texts.get(each.file))
  })
  expect(prepared === undefined).toBe(found.some((each) => each.severity === 'error'))
  seen.push(...found)
}

/** What holds for whatever a person is told. */
function expectPlain(
  { severity, code, message, hint = '', line = 1, column = 1 }: Expected,
  text: string | undefined,
): void {
  for (const each of [message, hint]) {
    expect(each).not.toMatch(/\n|undefined|\[object|NaN|^\s|\s$/)
    expect(each).not.toMatch(/\bzod\b|Expected|received|TypeError| at \//)
  }
  expect(message).not.toMatch(/\.$/)
  // The rendered policy's own words; they belong to core/policy.
  const isOfPolicy = code === 'template' || code === 'unknown-policy'
  if (hint === '' && severity === 'error' && !isOfPolicy) expect(message).toMatch(/\b(must|needs)\b/)
  const lines = text?.split(/\r?\n/)
  if (lines && text !== '') expect(lines[line - 1]?.length).toBeGreaterThanOrEqual(column - 1)
}

test('the base mesh is good', () => {
  expect(prepareMesh({}).diagnostics).toEqual([])
  expect(Object.keys(base)).toEqual(['lab.yaml', 'mesh.yaml'])
})

test.each(caseNames)('%s', (name) => {
  const { expected, files } = readCase(name)
  check(files, expected)
})

test.each(generated)('$name', ({ files, ...expected }) => check(files(), expected))

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
  expect(
    [...new Set([...seen.map(({ code }) => code).filter((code) => !rules.has(code)), ...unreachable])].sort(),
  ).toEqual([...new Set(codes)].sort())
})
