import { flat, prepareMesh, type Case, type Expected, type Files } from './case'

/** A mesh is told what is expected of it, and whatever people are told is plain. */
export function check(files: Files, expected: Case): void {
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
