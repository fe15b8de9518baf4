import fc from 'fast-check'
import { ReviewInputError } from '../../../../core/terraform/read/input-error'
import { parseTerraform } from '../../../../core/terraform/read/format'
import { readLivePermissions } from '../../../../core/terraform/read/live'
import { planSides } from '../../../../core/review/review-plan'
import { readPlan } from '../../../../core/terraform/read/plan'
import { readState } from '../../../../core/terraform/read/state'
import { readSynth } from '../../../../core/terraform/read/synth'
import { stackSnapshot } from '../../../../core/access/snapshot/stack-snapshot'
import { change, grant, held, OUTPUT, planJson, refreshOnly, role, stateOf } from '../../../support/stack-plan'

const READERS: readonly [string, (text: string) => unknown][] = [
  ['a plan', (text) => planSides(readPlan(text, 'it'))],
  ['a state', (text) => stackSnapshot(readState(parseTerraform(text, 'it'), 'it'), false)],
  ['an output', (text) => stackSnapshot(readSynth(text, 'it'), true)],
  ['a list of permissions', (text) => readLivePermissions(text, 'it')],
]

/** Whether a text is read, or refused in words. */
function answers(read: (text: string) => unknown, text: string): boolean {
  try {
    read(text)
    return true
  } catch (cause) {
    if (cause instanceof ReviewInputError) return false
    throw cause
  }
}

describe.each(READERS)('as %s', (_, read) => {
  test('any text is read or refused', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => void answers(read, text)))
  })

  test('any object of this version is read or refused', () => {
    const keys = ['resource_changes', 'planned_values', 'values', 'resource', 'output', 'PrincipalResourcePermissions']
    const object = fc.dictionary(fc.constantFrom(...keys), fc.jsonValue())
    fc.assert(fc.property(object, (json) => void answers(read, JSON.stringify({ format_version: '1.2', ...json }))))
  })
})

/** Something of that form, with anything in one place of it. */
function spoiled(json: unknown): fc.Arbitrary<unknown> {
  const places = placesIn(json, [])
  const odd = fc.oneof(fc.jsonValue(), fc.constantFrom<unknown>(null, [], {}, '', '__proto__', [null], 0))
  return fc.tuple(fc.constantFrom(...places), odd).map(([place, value]) => replaced(json, place, value))
}

function placesIn(json: unknown, at: readonly string[]): (readonly string[])[] {
  if (typeof json !== 'object' || json === null) return [at]
  return [at, ...Object.entries(json).flatMap(([key, each]) => placesIn(each, [...at, key]))]
}

function replaced(json: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value
  const entries = Object.entries(json as object).map(([name, each]: [string, unknown]) => [
    name,
    name === key ? replaced(each, rest, value) : each,
  ])
  return Array.isArray(json) ? entries.map(([, each]) => each as unknown) : Object.fromEntries(entries)
}

const A = 'aws_lakeformation_permissions.a'
const unknown = { principal: true, table: [{ name: true }] }
const update = change(A, { before: grant(), after: grant(), actions: ['update'], after_unknown: unknown })
const written = { [A]: { principal: { references: ['a.b.c'] }, table: [{ name: { constant_value: '${a.b.c}' } }] } }
const reader = change('aws_iam_role.reader', { before: role(), after: role() })
const drift = [change(A, { before: grant() }, { previous_address: 'aws_x.y' })]
const FORMS: readonly [string, string, number][] = [
  ['a plan', planJson({ changes: [reader, update], drift, written }), 0],
  ['a refresh-only plan', refreshOnly([held(A, grant())], drift), 0],
  ['a state', JSON.stringify(stateOf({ resources: [held(A, grant())], child_modules: [{ resources: [] }] })), 1],
  [
    'an output',
    JSON.stringify({ resource: { aws_iam_role: { r: role() } }, output: { trustloom: { value: OUTPUT } } }),
    2,
  ],
]

test.each(FORMS)('%s with anything in one place of it is read or refused', (_, text, index) => {
  const [, read] = READERS[index] ?? []
  if (!read) throw new Error('no reader')
  expect(answers(read, text)).toBe(true)
  fc.assert(fc.property(spoiled(JSON.parse(text)), (json) => void answers(read, JSON.stringify(json))))
})
