import fc from 'fast-check'
import { COLUMN_TYPE_NAMES, isFilterable, parseColumnType } from '../../../core/model/column-type'

describe('is a type', () => {
  test.each([
    'string',
    'STRING',
    'decimal',
    'decimal(10)',
    'decimal(10,2)',
    'decimal( 10 , 2 )',
    'varchar(255)',
    'char(1)',
    'array<int>',
    'map<string,int>',
    'struct<a:int>',
    'struct<a:int,b:array<map<string,decimal(5,2)>>>',
    'array < struct < _x : date > >',
  ])('%s', (text) => expect(parseColumnType(text)).toBeDefined())
})

describe('is no type', () => {
  test.each([
    '',
    'text',
    'datetime',
    'int(5)',
    'varchar',
    'char()',
    'decimal(10,2,1)',
    'decimal(a)',
    'decimal(10',
    'array',
    'array<>',
    'array<int,int>',
    'array<int',
    'array<int>>',
    'map<string>',
    'struct<>',
    'struct<int>',
    'struct<1:int>',
    'struct<a:int,>',
    'int, string',
    'int;',
    'constructor',
    'string -- x',
    `${'array<'.repeat(30)}int${'>'.repeat(30)}`,
    'array<'.repeat(100_000),
  ])('%.40s', (text) => expect(parseColumnType(text)).toBeUndefined())
})

describe('of a table that others made', () => {
  test.each([
    'struct<$oid:string,@type:string,2fa:boolean,order-id:string>',
    'struct<a b : int, c.d:array<struct<x-y:int>>>',
    'uniontype<int,string>',
    'timestamp_ntz',
    'interval_day_time',
    'decimal(39,2)',
    'map<array<int>,string>',
  ])('%s', (text) => expect(parseColumnType(text, false)).toBeDefined())

  test.each([
    '',
    'struct<:int>',
    'struct<a:int',
    'array<>',
    'struct<a<b:int>',
    'int>',
    '2024',
    "'x'",
    'struct<a,b:int>',
  ])('is no type: %j', (text) => expect(parseColumnType(text, false)).toBeUndefined())

  test('keeps the names of fields', () => {
    expect(parseColumnType('struct<a b : int,$oid:struct<2fa:int>>', false)).toMatchObject({
      fields: ['a b', '$oid'],
      parts: [{ name: 'int' }, { name: 'struct', fields: ['2fa'] }],
    })
  })
})

test('keeps parts, names of fields and sizes', () => {
  expect(parseColumnType('struct<When:date,amount:decimal(10,2)>')).toEqual({
    name: 'struct',
    fields: ['When', 'amount'],
    sizes: [],
    parts: [
      { name: 'date', fields: [], sizes: [], parts: [] },
      { name: 'decimal', fields: [], sizes: [10, 2], parts: [] },
    ],
  })
})

test('any text has an answer', () => {
  const piece = fc.constantFrom(...COLUMN_TYPE_NAMES, '<', '>', '(', ')', ',', ':', ' ', 'a', '1')
  fc.assert(fc.property(fc.array(piece), (pieces) => void parseColumnType(pieces.join(''))))
  fc.assert(fc.property(fc.string(), (text) => void parseColumnType(text)))
})

/** https://docs.aws.amazon.com/lake-formation/latest/dg/partiql-support.html */
test.each([
  ['string', true],
  ['varchar(10)', true],
  ['int', true],
  ['bigint', true],
  ['decimal(10,2)', true],
  ['double', true],
  ['boolean', true],
  ['struct<a:string,b:int>', true],
  ['struct<a:date>', false],
  ['tinyint', false],
  ['smallint', false],
  ['date', false],
  ['timestamp', false],
  ['binary', false],
  ['array<string>', false],
  ['map<string,string>', false],
])('a row filter may use a column of type %s: %s', (text, expected) => {
  const type = parseColumnType(text)
  expect(type && isFilterable(type)).toBe(expected)
})
