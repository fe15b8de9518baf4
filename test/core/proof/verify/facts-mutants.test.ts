import { AWAITED, INERT, INERT_BLOCKS } from '../../../../core/proof/verify/facts/inert'
import type { ResourceType } from '../../../../core/terraform/rendered/schemas'
import { FactSubject, type Body, type Resources } from './fact-subject'
import { mutantsOf, type Json } from './mutate'
import { some } from '../../../support/scale'
import { Score } from '../../../support/score'

const subjects = ['lake', 'closed', 'hub'].map((name) => new FactSubject(name))

const skips = (type: string, body: Body): ((path: string) => boolean) => {
  const inert = ['//', 'description', ...Object.keys(INERT[type as ResourceType] ?? {})]
  const awaited = AWAITED[type as ResourceType]
  const dependencies = (body.depends_on ?? []) as string[]
  return (path) => {
    if (path === 'depends_on') return awaited === undefined
    const [, index] = /^depends_on\.(\d+)$/.exec(path) ?? []
    if (index !== undefined) return !dependencies[Number(index)]?.startsWith(`${awaited}.`)
    return inert.includes(path.replace(/\.\d+(?=\.|$)/g, ''))
  }
}

/** Documents inside a resource that are compared. */
function* documentMutants(type: string, body: Body): Generator<{ what: string; value: Body }> {
  const key = type === 'aws_dynamodb_table_item' ? 'item' : isServiceRole(type, body) ? 'assume_role_policy' : undefined
  if (key === undefined) return
  for (const { what, value } of mutantsOf(JSON.parse(String(body[key])) as Json, () => false, key))
    yield { what, value: { ...body, [key]: JSON.stringify(value) } }
}

const isServiceRole = (type: string, { assume_role_policy: trust }: Body): boolean =>
  type === 'aws_iam_role' && String(trust).includes('"Service"')

test.each(subjects.map((each) => [each.name, each] as const))('every argument of %s counts', (_, subject) => {
  const score = new Score(`the arguments of ${subject.name}`)
  for (const [type, named] of Object.entries(subject.json.resource)) {
    for (const [name, body] of Object.entries(named)) {
      expect([name, subject.resourceDiffers(type, name, body)]).toEqual([name, false])
      const changed = [
        ...mutantsOf(body, skips(type, body)),
        ...documentMutants(type, body),
        { what: 'count', value: { ...body, count: 2 } },
        { what: 'other provider', value: { ...body, provider: body.provider === undefined ? 'aws.hub' : 'aws' } },
      ]
      for (const { what, value } of changed) {
        // Waiting for one thing more is waiting for it, too.
        if (what === 'depends_on: one more' || !score.next()) continue
        score.add(`${type}.${name} ${what}`, subject.resourceDiffers(type, name, value))
      }
    }
  }
  score.expectAllCaught(400)
})

test.each(subjects.map((each) => [each.name, each] as const))(
  'everything beside the resources of %s counts',
  (_, subject) => {
    const { '//': __, resource: ___, ...blocks } = subject.json
    const inert = new Set(Object.keys(INERT_BLOCKS))
    expect(subject.blocksDiffer(blocks)).toBe(false)
    const mutants = [...mutantsOf(blocks, (path) => inert.has(path))]
    const survivors = some(mutants).filter(({ value }) => !subject.blocksDiffer(value as Body))
    expect(survivors.map(({ what }) => what)).toEqual([])
    expect(mutants.length).toBeGreaterThan(40)
  },
)

describe.each(subjects.map((each) => [each.name, each] as const))('a resource of each type of %s', (_, subject) => {
  const types = some(Object.entries(subject.json.resource))
  const first = (named: Resources[string]): [string, Body] => Object.entries(named)[0]!

  test('is missed', () => {
    const survivors = types.filter(([type, named]) => {
      const { [first(named)[0]]: ____, ...rest } = named
      return !subject.differs({ ...subject.json.resource, [type]: rest })
    })
    expect(survivors.map(([type]) => type)).toEqual([])
  })

  test('may not be there twice', () => {
    const survivors = types.filter(([type, named]) => {
      const twice = { ...named, another: first(named)[1] }
      return !subject.differs({ ...subject.json.resource, [type]: twice })
    })
    expect(survivors.map(([type]) => type)).toEqual([])
  })
})
