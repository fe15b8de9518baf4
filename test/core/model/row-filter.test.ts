import fc from 'fast-check'
import { readRowFilter } from '../../../core/model/row-filter'

describe('names its columns', () => {
  test.each<[string, string[]]>([
    ["country = 'DK'", ['country']],
    ["Country = 'DK'", ['country']],
    ["country IN ('DK', 'SE') AND NOT (year < 2020 OR price >= 1.5e3)", ['country', 'year', 'price']],
    ["name LIKE 'O''Hara%' or name is not null", ['name', 'name']],
    ['year BETWEEN 2020 AND 2024', ['year']],
    ['a.b.c = 1 AND "select" <> 2', ['a', 'select']],
    ['"with ""quotes""" = 1', ['with "quotes"']],
    ["text = 'AND (hidden = 1) -- no comment'", ['text']],
    ['active = TRUE\n  AND balance > -5', ['active', 'balance']],
    ['a - -1 > 0', ['a']],
    ["d >= DATE '2020-01-01' AND t < timestamp '2020-01-01 00:00:00'", ['d', 't']],
    ['date = 5', ['date']],
  ])('%s', (text, columns) => expect(readRowFilter(text)).toMatchObject({ columns, fault: undefined }))
})

describe('is no filter', () => {
  test.each([
    ['', 'it is empty'],
    ['  \n', 'it is empty'],
    ['1 = 1', 'it names no column'],
    ["'a' = 'a'", 'it names no column'],
    ['country =', 'it ends after ='],
    ['country = 1 and', 'it ends after AND'],
    ['country NOT', 'it ends after NOT'],
    ['(country = 1', 'a parenthesis is not closed'],
    ['country = 1)', 'a parenthesis closes that was never opened'],
    [')country(', 'a parenthesis closes that was never opened'],
    ["country = 'DK", 'a text is not closed: texts stand between single quotes'],
    ['country = 1 -- all', 'comments are not allowed'],
    ['country = 1 /* all */', 'comments are not allowed'],
    ['country = 1 /* all */ OR year = 1', 'comments are not allowed'],
    ['country = 1; drop', '";" is not part of an expression'],
    ['country IN (SELECT 1)', 'sub-queries are not allowed'],
    ['country = `x`', '"`" is not part of an expression'],
    ['country || x', '"|" is not part of an expression'],
    ['upper(country) = 1', 'upper(…) is a function, and only comparisons are allowed'],
    ['"country" (1)', '"country"(…) is a function, and only comparisons are allowed'],
    ["country = 'D\u0007K'", 'it holds a control character'],
  ])('%s: %s', (text, fault) => expect(readRowFilter(text).fault).toBe(fault))
})

describe('says what is compared with what, where that is certain', () => {
  test.each<[string, string[]]>([
    ["country = 'DK'", ["country text 'DK'"]],
    ["'DK' <> Country", ["country text 'DK'"]],
    ['NOT (year >= 2020 OR active = TRUE)', ['year number 2020', 'active boolean TRUE']],
    ["country NOT IN ('DK', 'SE')", ["country text 'DK'", "country text 'SE'"]],
    ['"select" = 1', ['select number 1']],
    ['a + 1 = 2', []],
    ['2 = a + 1', []],
    ['a = 1 + b', []],
    ['a = b', []],
    ['a.b = 1', []],
    ["a IN ('x', b)", []],
    ["d = DATE '2020-01-01'", []],
    ["DATE '2020-01-01' = d", []],
    ['a IS NULL', []],
  ])('%s', (text, expected) => {
    const { comparisons } = readRowFilter(text)
    expect(comparisons.map(({ column, kind, value }) => `${column} ${kind} ${value}`)).toEqual(expected)
  })
})

test('nothing in a text can end it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      fc.pre(!/[\u0000-\u001F\u007F]/.test(value))
      const filter = readRowFilter(`country = '${value.replaceAll("'", "''")}'`)
      expect(filter).toMatchObject({ columns: ['country'], fault: undefined })
    }),
  )
})

test('any text has an answer, and parentheses that do not match are never taken', () => {
  const piece = fc.constantFrom('a', '(', ')', ' ', "'", '"', 'and', 'in', '=', '1', ',', '-', '/*', '.')
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      if (readRowFilter(text).fault !== undefined) return
      const plain = text.replace(/'(?:[^']|'')*'|"(?:[^"]|"")+"/g, '')
      expect(plain.split('(').length).toBe(plain.split(')').length)
    }),
  )
})
