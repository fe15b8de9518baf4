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
    ['a.b IS NULL AND NOT NOT (balance <> +1.5)', ['a', 'balance']],
    ["((country = 'DK'))", ['country']],
    ["name not like '%x' AND year NOT BETWEEN -1 AND 2", ['name', 'year']],
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
    ["country == 'DK'", '== is no operator: write ='],
    ["country <=> 'DK'", '<=> is no operator: write =, and ask for missing values with IS NULL'],
    ['a - -1 > 0', 'arithmetic is not allowed: compare a column with a value'],
    ['a + 1 = 2', 'arithmetic is not allowed: compare a column with a value'],
    ['2 = a + 1', 'arithmetic is not allowed: compare a column with a value'],
    ['a = 1 + 1', 'arithmetic is not allowed: compare a column with a value'],
    ['-a = 1', 'arithmetic is not allowed: compare a column with a value'],
    ['year % 2 = 0', 'arithmetic is not allowed: compare a column with a value'],
    ["country = N'DK'", "N'…' is no text that Lake Formation knows: write it without N"],
    ["country = x'00'", "x'…' is no text that Lake Formation knows: write it without x"],
    ['active', 'active stands alone: compare it with a value'],
    ['active AND year = 1', 'active stands alone: compare it with a value'],
    ['(active) OR year = 1', 'active stands alone: compare it with a value'],
    ['country = 1 2', '2 does not belong there'],
    ["country = 'a' 'b'", "'b' does not belong there"],
    ['country country = 1', 'country does not belong there'],
    ['country IS 1', 'NULL is missing after country IS'],
    ['country IS NOT TRUE', 'NULL is missing after country IS'],
    ["country LIKE 'a!%' ESCAPE '!'", 'LIKE knows no ESCAPE'],
    ['country LIKE other', 'LIKE needs a text in single quotes, not other'],
    ['year BETWEEN 1 OR 2', 'AND is missing after BETWEEN and its first value'],
    ["country IN 'DK'", '( is missing after IN'],
    ["country IN ('DK',)", ') does not belong there'],
    ['country IN ()', ') does not belong there'],
    ["1 = 1 OR country = 'DK'", '1 = 1 names no column'],
    ["(country = 'DK') = TRUE", 'a whole condition stands before =: compare a column with a value'],
    ['year = 1 AND OR year = 2', 'OR does not belong there'],
    ['< 5 AND year = 1', '< does not belong there'],
    ['year NOT = 1', '= does not belong there'],
    [`${'('.repeat(200_000)}year = 1${')'.repeat(200_000)}`, 'its parentheses are nested too deep'],
  ])('%.60s: %s', (text, fault) => expect(readRowFilter(text).fault).toBe(fault))
})

describe('says what is compared with what', () => {
  test.each<[string, string[]]>([
    ["country = 'DK'", ["country = text 'DK'"]],
    ["'DK' <> Country", ["country <> text 'DK'"]],
    ['NOT (year >= 2020 OR active = TRUE)', ['year >= number 2020', 'active = boolean TRUE']],
    ["country NOT IN ('DK', 'SE')", ["country in text 'DK'", "country in text 'SE'"]],
    ['"select" = -1', ['select = number -1']],
    ['year BETWEEN 1 AND 2 AND b = 3', ['year between number 1', 'year between number 2', 'b = number 3']],
    ['a = b', ['a = column b']],
    ['a."B".c = 1', ['a.b.c = number 1']],
    ["a IN ('x', b)", ["a in text 'x'", 'a in column b']],
    ["d = DATE '2020-01-01'", ["d = other DATE '2020-01-01'"]],
    ['a = null', ['a = other null']],
    ["name LIKE 'x%'", ["name like text 'x%'"]],
    ['a IS NOT NULL', ['a is']],
  ])('%s', (text, expected) => {
    const { comparisons } = readRowFilter(text)
    const told = comparisons.map(({ names, operator, value }) =>
      [names.join('.'), operator, ...(value ? [value.kind, value.text] : [])].join(' '),
    )
    expect(told).toEqual(expected)
  })
})

test('knows names that are keywords, unless they are quoted', () => {
  expect(readRowFilter('first = 1 AND "last" = 2 AND year = 3 AND Value = 4').keywords).toEqual(['first', 'Value'])
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
