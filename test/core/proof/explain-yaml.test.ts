import fc from 'fast-check'
import { parse } from 'yaml'
import { flow, item } from '../../../core/proof/explain/yaml'
import { HOSTILE } from '../../support/hostile'
import { anyText } from '../../support/text'

test('reads like the examples', () => {
  expect(flow({ to: { group: 'ADG-STATISTICS' }, tables: ['subjects', 'visits'] })).toBe(
    '{ to: { group: ADG-STATISTICS }, tables: [subjects, visits] }',
  )
  expect(item({ to: { group: 'A: b' }, rows: "x = 'y'" })).toEqual(['- to: { group: "A: b" }', `  rows: "x = 'y'"`])
})

test.each([...Object.values(HOSTILE), 'no', 'NULL', '1', '1e3', '', '-', '~', 'a #b', '[x', 'a, b', 'a: b'])(
  '%j is text, and nothing that a terminal would not show',
  (text) => {
    const written = flow({ list: [text], text })
    expect(parse(written)).toEqual({ list: [text], text })
    expect(written).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/)
  },
)

test('any text is read back', () => {
  fc.assert(
    fc.property(anyText(), (text) => {
      expect(parse(flow([text]))).toEqual([text])
    }),
  )
})
