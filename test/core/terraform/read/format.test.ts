import { ReviewInputError } from '../../../../core/terraform/read/input-error'
import { constantIn, parseObject, parseTerraform } from '../../../../core/terraform/read/format'
import { readLivePermissions } from '../../../../core/terraform/read/live'
import { readPlan } from '../../../../core/terraform/read/plan'
import { readSynth } from '../../../../core/terraform/read/synth'
import { planJson } from '../../../support/stack-plan'

const versioned = (version: unknown): string => JSON.stringify({ format_version: version })

test.each(['1.0', '1.2', '1.99', '1.100'])('version %s of the format is read', (version) => {
  expect(parseTerraform(versioned(version), 'it').format_version).toBe(version)
})

test.each<[unknown, string]>([
  ['2.0', 'has format_version 2.0, and only 1.x is known'],
  ['0.1', 'has format_version 0.1'],
  ['10.0', 'has format_version 10.0'],
  ['11', 'has format_version 11'],
  ['1', 'has format_version 1,'],
  ['1.x', 'has format_version 1.x'],
  ['1.2\n', 'has format_version 1.2'],
  [1.2, 'has no format_version'],
  [null, 'has no format_version'],
  [undefined, 'has no format_version'],
])('version %j may mean something else', (version, message) => {
  expect(() => parseTerraform(versioned(version), 'it')).toThrow(ReviewInputError)
  expect(() => parseTerraform(versioned(version), 'it')).toThrow(message)
})

describe.each<[string, (text: string, what: string) => unknown]>([
  ['a plan', readPlan],
  ['an output', readSynth],
  ['a list of permissions', readLivePermissions],
])('as %s', (_, read) => {
  test.each<[string, string, string]>([
    ['a saved plan', 'PK\u0003\u0004\u0014\u0000', 'it is a saved plan: turn it into JSON with `terraform show -json`'],
    ['a text that is cut off', planJson().slice(0, -20), 'it is not JSON: it may be cut off'],
    ['a text with a line before it', `Refreshing…\n${planJson()}`, 'it is not JSON: it may be cut off, or have other'],
    ['nothing', '', 'it is not JSON'],
    ['a list', '[{"format_version":"1.2"}]', 'it is not a JSON object'],
    ['null', 'null', 'it is not a JSON object'],
    ['a text', '"format_version"', 'it is not a JSON object'],
  ])('%s is refused, and the message says why', (_case, text, message) => {
    expect(() => read(text, 'it')).toThrow(ReviewInputError)
    expect(() => read(text, 'it')).toThrow(message)
  })
})

test('a byte order mark is no part of the JSON', () => {
  expect(parseObject('\uFEFF{"a":1}', 'it')).toEqual({ a: 1 })
})

test('a constant is found at its path only', () => {
  const json = { a: { region: { constant_value: 'x' }, list: { constant_value: ['y'] }, other: { references: ['z'] } } }
  expect(constantIn(json, 'a', 'region')).toBe('x')
  expect(constantIn(json, 'a', 'list')).toEqual(['y'])
  expect(constantIn(json, 'a', 'other')).toBeUndefined()
  expect(constantIn(json, 'b', 'region')).toBeUndefined()
  expect(constantIn(json, 'a', '__proto__')).toBeUndefined()
  expect(constantIn(null, 'a')).toBeUndefined()
})
