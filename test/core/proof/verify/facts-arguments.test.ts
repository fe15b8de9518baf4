import type { z } from 'zod'
import { INERT } from '../../../../core/proof/verify/facts/inert'
import { schemas, type ResourceType } from '../../../../core/terraform/rendered/schemas'
import { FactSubject, type Body } from './fact-subject'
import type { Json } from './mutate'

/** Arguments that the reader knows and that nothing renders: whoever writes one makes a difference. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  aws_iam_openid_connect_provider: ['tags'],
  aws_iam_saml_provider: ['tags'],
  aws_athena_workgroup: ['tags'],
  aws_cognito_identity_pool: ['tags'],
  aws_cognito_user_pool: ['tags'],
  aws_dynamodb_table: ['tags'],
  aws_glue_catalog_table: ['tags', 'partition_keys.comment', 'storage_descriptor.columns.comment'],
  aws_lakeformation_permissions: ['database.catalog_id', 'table.catalog_id', 'data_location.catalog_id'],
  aws_s3_bucket: ['force_destroy'],
}

const subjects = [
  new FactSubject('lake'),
  new FactSubject('hub'),
  new FactSubject('hub', 'synchronised'),
  new FactSubject('lab', 'runs'),
]

/** Every argument of a schema that holds a value, with its path; lists count as what is in them. */
function pathsOf(schema: z.core.$ZodType, path = ''): string[] {
  const { def } = schema._zod
  switch (def.type) {
    case 'object': {
      const { shape } = def as z.core.$ZodObjectDef
      const inside = Object.entries(shape).flatMap(([key, each]) => pathsOf(each, path === '' ? key : `${path}.${key}`))
      return inside.length === 0 ? [path] : inside
    }
    case 'array':
      return pathsOf((def as z.core.$ZodArrayDef).element, path)
    case 'optional':
    case 'default':
      return pathsOf((def as z.core.$ZodOptionalDef).innerType, path)
    case 'pipe':
      // A block is made ready and then read; a reference is read and then turned into an address.
      return [(def as z.core.$ZodPipeDef).in, (def as z.core.$ZodPipeDef).out]
        .filter((each) => each._zod.def.type !== 'transform')
        .flatMap((each) => pathsOf(each, path))
    default:
      return [path]
  }
}

/** The same of what is written. */
function writtenPaths(value: Json, path = ''): string[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((each) => writtenPaths(each, path))]
  if (value === null || typeof value !== 'object') return [path]
  return [
    path,
    ...Object.entries(value).flatMap(([key, each]) => writtenPaths(each, path === '' ? key : `${path}.${key}`)),
  ]
}

const resourcesOf = (type: string): [FactSubject, string, Body][] =>
  subjects.flatMap((subject) =>
    Object.entries(subject.json.resource[type] ?? {}).map(([name, body]): [FactSubject, string, Body] => [
      subject,
      name,
      body,
    ]),
  )

describe.each(Object.keys(schemas) as ResourceType[])('%s', (type) => {
  const written = new Set(resourcesOf(type).flatMap(([, , body]) => writtenPaths(body)))
  const inert = ['description', ...Object.keys(INERT[type] ?? {})]
  const never = NEVER[type] ?? []

  test('has no argument that is neither a fact nor inert', () => {
    const known = pathsOf(schemas[type])
    expect(known.length).toBeGreaterThan(0)
    // What is written counts: the mutants show it.
    expect(known.filter((each) => !written.has(each) && !inert.includes(each) && !never.includes(each))).toEqual([])
    expect(never.filter((each) => !known.includes(each) || written.has(each))).toEqual([])
    const stale = Object.keys(INERT[type] ?? {}).filter((each) => !written.has(each))
    expect(stale).toEqual([])
  })
})

const forbidden = Object.entries(NEVER).flatMap(([type, paths]) => paths.map((path) => [type, path] as const))

test.each(forbidden)('%s must not have %s', (type, path) => {
  const parts = path.split('.')
  const parent = parts.slice(0, -1).join('.')
  const found = resourcesOf(type).find(([, , body]) => parent === '' || writtenPaths(body).includes(parent))
  expect(found).toBeDefined()
  const [subject, name, body] = found!
  for (const value of ['x', true, false, ['x'], { x: 'x' }]) {
    expect([value, subject.resourceDiffers(type, name, withValue(body, parts, value))]).toEqual([value, true])
  }
})

/** Sets an argument, in the first element of lists. */
function withValue(value: Json, [key = '', ...rest]: readonly string[], set: Json): Json {
  if (Array.isArray(value))
    return value.map((each, index) => (index === 0 ? withValue(each, [key, ...rest], set) : each))
  const object = value as Body
  return { ...object, [key]: rest.length === 0 ? set : withValue(object[key] ?? {}, rest, set) }
}
