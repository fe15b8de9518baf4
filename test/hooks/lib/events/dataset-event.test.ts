import Ajv2020 from 'ajv/dist/2020'
import fc from 'fast-check'
import { eventSchemas } from '../../../../cli/lib/event-schemas'
import { datasetEvent } from '../../../../hooks/lib/events/dataset-event'
import { MAX_EVENT_BYTES, readEvent } from '../../../../hooks/lib/events/read'
import example from '../../../../examples/hooks/dataset-event.json'
import { runs } from '../../../support/scale'

const read = (value: unknown) => readEvent(datasetEvent, typeof value === 'string' ? value : JSON.stringify(value))
const { grants, ...rest } = example
const [grant] = grants

test('the example is one', () => {
  expect(read(example)).toEqual({ value: example })
})

test.each([
  ['nothing granted any more', { grants: [] }],
  ['a location', { location: 's3://novo-clinical-prod-trials-111111111111/' }],
  ['the largest version', { version: Number.MAX_SAFE_INTEGER }],
  ['a group of any writing', { grants: [{ ...grant, group: 'Ærøskøbing 研究 (läsare) 🧪' }] }],
  ['a time with an offset', { at: '2027-01-31T13:00:00.123+01:00' }],
])('takes %s', (_, change) => {
  expect(read({ ...example, ...change })).toEqual({ value: { ...example, ...change } })
})

describe('refuses', () => {
  test.each<readonly [string, unknown, string]>([
    ['what is no JSON', '{"a":', 'the event is no JSON'],
    ['a list', [], 'the event must be an object'],
    ['nothing', null, 'the event must be an object'],
    ['a key that is missing', rest, '`grants` is missing'],
    ['a key too many', { ...example, users: [] }, 'unknown key "users"'],
    [
      'a key too many in a grant',
      { ...example, grants: [{ ...grant, user: 'x' }] },
      'unknown key "user" in `grants[0]`',
    ],
    ['another type', { ...example, type: 'service' }, '`type` must be dataset'],
    ['another version of the format', { ...example, schemaVersion: 2 }, '`schemaVersion` must be 1'],
    ['a version of 0', { ...example, version: 0 }, '`version` must be at least 1'],
    ['half a version', { ...example, version: 1.5 }, '`version` must be a whole number'],
    [
      'a version that JavaScript cannot count',
      JSON.stringify(example).replace('42', '9007199254740993'),
      '`version` must be at most 9007199254740991',
    ],
    ['a version as text', { ...example, version: '42' }, '`version` must be a whole number'],
    ['grants that are no list', { ...example, grants: {} }, '`grants` must be a list'],
    [
      'too many grants',
      { ...example, grants: Array.from({ length: 1_001 }, () => ({ group: 'A', role: 'b' })) },
      '`grants` must have at most 1000 entries',
    ],
    [
      'a name with a slash',
      { ...example, environment: 'a/b' },
      '`environment` must be a name of 1 to 40 lower-case letters, digits and dashes that begins with a letter, not "a/b"',
    ],
    ['a location that is no bucket', { ...example, location: 's3://a/b/' }, '`location` must be a bucket such as'],
    ['a name with a #', { ...example, dataset: 'a#b' }, '`dataset` must be a name of'],
    [
      'an ARN for a role',
      { ...example, grants: [{ ...grant, role: 'arn:aws:iam::1:role/x' }] },
      "`grants[0].role` must be a role's name",
    ],
    [
      'a group with blanks around it',
      { ...example, grants: [grant, { ...grant, group: ' A' }] },
      '`grants[1].group` must be the name of a directory group',
    ],
    [
      'half a character',
      JSON.stringify({ ...example, grants: [{ ...grant, group: 'A' }] }).replace('"A"', '"A\\ud800"'),
      '`grants[0].group` must be text that UTF-8 can write',
    ],
    [
      'a group that is a word of JavaScript',
      { ...example, grants: [{ ...grant, group: '__proto__' }] },
      '`grants[0].group` must be',
    ],
    ['nobody', { ...example, by: ' ' }, '`by` must be 1 to 256 characters'],
    [
      'a reason of two lines',
      { ...example, reason: 'a\nb' },
      '`reason` must be 1 to 1000 characters on one line, without blanks around them, not "a(U+000A)b"',
    ],
    ['a day that is not there', { ...example, at: '2027-02-30T00:00:00Z' }, '`at` must be a time such as'],
  ])('%s', (_, value, fault) => {
    const { faults } = read(value) as { faults: readonly string[] }
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(fault)
  })

  test('what is too large, without looking into it', () => {
    const text = `${' '.repeat(MAX_EVENT_BYTES)}?`
    expect(read(text)).toEqual({ faults: ['the event has 102401 bytes, and may have 102400'] })
    expect(read('é'.repeat(MAX_EVENT_BYTES / 2 + 1))).toEqual({
      faults: ['the event has 102402 bytes, and may have 102400'],
    })
  })

  test('many faults with the first of them', () => {
    const { faults } = read({ ...example, grants: Array.from({ length: 30 }, () => ({})) }) as { faults: string[] }
    expect(faults).toHaveLength(11)
    expect(faults.at(-1)).toBe('and 50 more')
  })
})

test('any JSON is an event or has a fault, and no fault is long', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string(),
        fc.json().map((json) => `{"version":${json}}`),
      ),
      (text) => {
        const answer = read(text)
        expect('faults' in answer && answer.faults.length > 0 && answer.faults.every((each) => each.length < 400)).toBe(
          true,
        )
      },
    ),
  )
})

test('the published schema judges as the function does', () => {
  const schema = eventSchemas()['dataset-event.schema.json'] ?? {}
  const ajv = new Ajv2020({ strict: false, validateFormats: false })
  const validate = ajv.compile(schema)
  const change = fc.record(
    {
      schemaVersion: fc.constantFrom(1, 2),
      environment: fc.constantFrom('lab', 'Lab', ''),
      version: fc.constantFrom(1, 0, 1.5, '1', null),
      grants: fc.constantFrom([], [grant], [{}], {}),
      by: fc.constantFrom('x', '', ' x'),
      at: fc.constantFrom(example.at, 'today'),
      extra: fc.constant(1),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(change, fc.subarray(Object.keys(example)), (more, without) => {
      const value = Object.fromEntries(
        Object.entries({ ...example, ...more }).filter(([key]) => without.length > 2 || !without.includes(key)),
      )
      expect([value, validate(value)]).toEqual([value, 'value' in read(value)])
    }),
    { numRuns: runs(300) },
  )
})
