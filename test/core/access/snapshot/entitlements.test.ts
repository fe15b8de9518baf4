import type { Opener } from '../../../../core/access/reach/openers'
import type { Reached } from '../../../../core/access/reach/reach'
import { serviceTrust } from '../../../../core/policy/trust'
import type { ReadResource } from '../../../../core/terraform/read/resource'
import { entitlementFaults } from '../../../../core/access/snapshot/entitlements'
import { resource, roleArnOf, sideRole } from '../../../support/review-stack'

const READER = roleArnOf('reader')
const row = (group: string, services: readonly string[], environment = 'lab', arn = READER): string =>
  JSON.stringify({
    PK: { S: `GROUP#${group}` },
    SK: { S: `ENV#${environment}` },
    roles: {
      L: [{ M: { arn: { S: arn }, services: { M: Object.fromEntries(services.map((s) => [s, { M: {} }])) } } }],
    },
  })
const item = (text: string, name = 'x'): ReadResource => resource('aws_dynamodb_table_item', name, { item: text })

const opened = (direct: readonly Opener[], openers = direct): Reached => ({
  role: sideRole('reader', serviceTrust('glue.amazonaws.com')),
  openers,
  direct,
  through: [],
  outsiders: [],
  faults: [],
  unclear: undefined,
})
const told = (items: readonly ReadResource[], ...reached: readonly Reached[]): string[] =>
  entitlementFaults(items, reached, 'lab').map((each) => {
    expect(each.rule).toBe('entitlement-differs')
    return each.message
  })
const WAY = { service: 'warehouse', group: 'READERS' }
const OPEN = 'the role would open, and no row tells a sign-in so'
const IDLE = 'a row tells a sign-in so, and the role does not open'

describe('rows and trust policies', () => {
  test('that say the same are no fault', () => {
    expect(told([item(row('READERS', ['warehouse']))], opened([WAY]))).toEqual([])
    expect(told([])).toEqual([])
  })

  test.each<[string, string[], Opener[], string[]]>([
    ['a way without a row', [], [WAY], [`READERS through warehouse to reader: ${OPEN}`]],
    ['a row without a way', [row('READERS', ['warehouse'])], [], [`READERS through warehouse to reader: ${IDLE}`]],
    [
      'a row of another service',
      [row('READERS', ['portal'])],
      [WAY],
      [`READERS through warehouse to reader: ${OPEN}`, `READERS through portal to reader: ${IDLE}`],
    ],
    [
      'a row of another environment',
      [row('READERS', ['warehouse'], 'prod')],
      [WAY],
      [`READERS through warehouse to reader: ${OPEN}`],
    ],
    [
      'a row of another role',
      [row('READERS', ['warehouse'], 'lab', roleArnOf('novo/other'))],
      [WAY],
      [`READERS through warehouse to reader: ${OPEN}`, `READERS through warehouse to other: ${IDLE}`],
    ],
    ['a code of no group, which has no row', [], [{ service: 'warehouse', group: '*.XXXX.*' }], []],
  ])('differ by %s', (_, rows, openers, expected) => {
    expect(
      told(
        rows.map((each, index) => item(each, String(index))),
        opened(openers),
      ),
    ).toEqual(expected)
  })

  test('differ by no group that comes through another role', () => {
    expect(told([], opened([], [WAY]))).toEqual([])
  })
})

test.each([
  ['no JSON', '{'],
  ['no values with types', '{"PK":"GROUP#A"}'],
  ['a list', '[]'],
])('a row that is %s is told with its address', (_, text) => {
  expect(entitlementFaults([item(text)], [], 'lab')).toEqual([
    {
      rule: 'entitlement-differs',
      message: 'a row of the entitlement table cannot be read',
      address: 'aws_dynamodb_table_item.x',
    },
  ])
})

test('rows of something else say nothing', () => {
  const service = { PK: { S: 'SERVICE#warehouse' }, SK: { S: 'META' } }
  expect(told([item(JSON.stringify(service))])).toEqual([])
})
