import { parseColumnType } from '../../../core/model/column-type'
import { typeFault } from '../../../core/model/column-type-fault'
import type { TableFormat } from '../../../core/model/schema/dataset'

function faultOf(text: string, format: TableFormat = 'parquet', isPartition = false): string | undefined {
  const type = parseColumnType(text)
  if (!type) throw new Error(`${text} is not a column type`)
  return typeFault({ type, format, isPartition })?.message
}

describe('a type that no engine takes', () => {
  test.each([
    ['decimal(39,2)', /38 digits/],
    ['decimal(39)', /38 digits/],
    ['decimal(0)', /38 digits/],
    ['decimal(10,12)', /of 10 digits, 12 cannot/],
    ['varchar(0)', /1 to 65535/],
    ['varchar(65536)', /1 to 65535/],
    ['char(0)', /1 to 255/],
    ['char(256)', /1 to 255/],
    ['map<array<int>,string>', /key of a map is a plain type, not array/],
    ['map<struct<a:int>,string>', /not struct/],
    ['map<map<int,int>,string>', /not map/],
    ['struct<x:int,x:string>', /field x twice/],
    ['struct<x:int,X:string>', /field X twice/],
    ['array<struct<a:int,b:map<string,decimal(10,12)>>>', /of 10 digits/],
    ['map<string,array<char(300)>>', /1 to 255/],
  ])('%s', (text, why) => expect(faultOf(text)).toMatch(why))
})

test.each([
  'decimal',
  'decimal(38)',
  'decimal(38,38)',
  'decimal(1,0)',
  'varchar(1)',
  'varchar(65535)',
  'char(255)',
  'tinyint',
  'smallint',
  'map<int,string>',
  'map<date,array<int>>',
  'struct<x:int,y:struct<x:int>>',
])('a type that every engine takes: %s', (text) => expect(faultOf(text)).toBeUndefined())

describe('in an Iceberg table', () => {
  test.each([
    'tinyint',
    'smallint',
    'char(3)',
    'varchar(10)',
    'array<tinyint>',
    'struct<a:varchar(1)>',
    'map<char(1),int>',
  ])('%s cannot be', (text) => expect(faultOf(text, 'iceberg')).toMatch(/Iceberg/))
  test.each([
    'int',
    'bigint',
    'string',
    'decimal(10,2)',
    'array<int>',
    'map<int,string>',
    'timestamp',
    'binary',
    'date',
  ])('%s can be', (text) => expect(faultOf(text, 'iceberg')).toBeUndefined())
})

describe('in an Avro table', () => {
  test.each(['map<int,string>', 'array<map<date,int>>'])('%s cannot be', (text) =>
    expect(faultOf(text, 'avro')).toMatch(/texts as keys/),
  )
  test.each(['map<string,int>', 'map<varchar(5),int>', 'tinyint'])('%s can be', (text) =>
    expect(faultOf(text, 'avro')).toBeUndefined(),
  )
})

test.each(['array<int>', 'map<string,int>', 'struct<a:int>'])('a partition cannot be %s', (text) => {
  expect(faultOf(text, 'parquet', true)).toMatch(/no type of a partition/)
  expect(faultOf(text)).toBeUndefined()
})

test.each(['int', 'string', 'date', 'decimal(4,0)'])('a partition can be %s', (text) =>
  expect(faultOf(text, 'parquet', true)).toBeUndefined(),
)
