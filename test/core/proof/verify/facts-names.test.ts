import { MACHINERY } from '../../../../core/terraform/types'
import { FactSubject, type Body } from './fact-subject'
import { some } from '../../../support/scale'
import type { Json } from './mutate'

/**
 * Stacks in which names hold what separates names: to Terraform and DynamoDB they say something else, however much what
 * is compared may look the same.
 */
const subjects = [
  new FactSubject('lake'),
  new FactSubject('hub'),
  new FactSubject('hub', 'synchronised'),
  new FactSubject('lab', 'runs'),
]

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values in which a key stands for a path, for several lines, or for a position. */
function* disguised(value: Json, path: string): Generator<readonly [string, Json]> {
  if (Array.isArray(value)) {
    yield [`${path} as an object`, Object.fromEntries(value.map((each, index) => [String(index), each]))]
    for (const [index, each] of value.entries())
      for (const [what, other] of disguised(each, `${path}[${index}]`))
        yield [what, value.map((before, place) => (place === index ? other : before))]
    return
  }
  if (!isObject(value)) return
  const keys = Object.keys(value)
  for (const [place, key] of keys.entries()) {
    // Remarks, and the order in which Terraform works.
    if (key === '//' || key === 'depends_on') continue
    const { [key]: inner, ...rest } = value
    if (isObject(inner) && Object.keys(inner).length > 0) {
      const flat = Object.entries(inner).map(([name, each]) => [`${key}.${name}`, each] as const)
      yield [`${path}.${key} as paths`, { ...rest, ...Object.fromEntries(flat) }]
    }
    const next = keys[place + 1]
    const scalar = typeof inner === 'string' || typeof inner === 'boolean' || typeof inner === 'number'
    if (next !== undefined && next !== 'depends_on' && scalar) {
      const { [next]: after, ...others } = rest
      yield [
        `${path}.${key} as a line of ${next}`,
        { ...others, [`${key} = ${JSON.stringify(inner)}\n${next}`]: after! },
      ]
    }
    for (const [what, other] of disguised(inner!, `${path}.${key}`)) yield [what, { ...value, [key]: other }]
  }
}

test.each(subjects.map((each) => [each.name, each] as const))(
  'no argument of %s can be said by a name',
  (_, subject) => {
    const found: (readonly [string, string, string, Json])[] = []
    for (const [type, named] of Object.entries(subject.json.resource).filter(([each]) => !MACHINERY.has(each)))
      for (const [name, body] of Object.entries(named))
        for (const [what, value] of disguised(body, '')) found.push([type, name, what, value])
    const survivors = some(found).filter(([type, name, , value]) => !subject.resourceDiffers(type, name, value as Body))
    expect(survivors.map(([type, name, what]) => `${type}.${name}${what}`)).toEqual([])
    expect(found.length).toBeGreaterThan(50)
  },
)

/** A row whose attributes are written flat: to DynamoDB, and to a hook, it has no roles. */
function* flatRows(item: Json): Generator<readonly [string, Json]> {
  const flat: { [key: string]: Json } = {}
  const append = (path: string, value: Json): void => {
    if (!isObject(value)) return
    if (isObject(value.M)) for (const [key, each] of Object.entries(value.M)) append(`${path}.${key}`, each)
    else if (Array.isArray(value.L))
      value.L.forEach((each, index) => {
        const map = isObject(each) && isObject(each.M) ? each.M : {}
        const name = [map.arn, map.name].find(isObject)?.S
        append(`${path}[${typeof name === 'string' ? name : index}]`, each)
      })
    else flat[path] = value
  }
  if (!isObject(item)) return
  const { roles, ...rest } = item
  if (roles === undefined) return
  append('roles', roles)
  yield ['roles as paths', { ...rest, ...flat }]
  const lines = Object.entries(flat).map(
    ([path, value]) => `item.${path} = ${JSON.stringify(isObject(value) ? value.S : value)}`,
  )
  yield ['roles as lines', { ...rest, [`x = 1\n${lines.join('\n')}\nitem.y`]: { S: '' } }]
}

test('a row cannot lose its roles to attributes that look like them', () => {
  const subject = subjects[0]!
  const rows = Object.entries(subject.json.resource.aws_dynamodb_table_item ?? {})
  const told = rows.flatMap(([name, body]) =>
    [...flatRows(JSON.parse(String(body.item)) as Json)].map(
      ([what, item]) =>
        [
          `${name}: ${what}`,
          subject.resourceDiffers('aws_dynamodb_table_item', name, { ...body, item: JSON.stringify(item) }),
        ] as const,
    ),
  )
  expect(told.length).toBeGreaterThan(2)
  expect(told.filter(([, differs]) => !differs)).toEqual([])
})

describe('what is for people may not be computed', () => {
  const COMPUTED = '${file("/etc/passwd")}'

  test('in the message of a condition', () => {
    const [name, body] = Object.entries(subjects[0]!.json.resource.aws_lakeformation_data_lake_settings!)[0]!
    const lifecycle = structuredClone(body.lifecycle) as {
      postcondition: { error_message: string }[] | { error_message: string }
    }
    const condition = Array.isArray(lifecycle.postcondition) ? lifecycle.postcondition[0]! : lifecycle.postcondition
    expect(condition.error_message).toMatch(/\w/)
    condition.error_message = COMPUTED
    const changed = { ...body, lifecycle: lifecycle as unknown as Json }
    expect(subjects[0]!.resourceDiffers('aws_lakeformation_data_lake_settings', name, changed)).toBe(true)
  })

  test('in the description of a variable', () => {
    for (const subject of [subjects[0]!, subjects[3]!]) {
      const { '//': _, resource: __, ...blocks } = structuredClone(subject.json)
      const variables = blocks.variable as { [name: string]: { description?: string } }
      const described = Object.values(variables).filter((each) => each.description !== undefined)
      expect(described.length).toBeGreaterThan(0)
      for (const each of described) each.description = COMPUTED
      expect(subject.blocksDiffer(blocks as Body)).toBe(true)
    }
  })
})
