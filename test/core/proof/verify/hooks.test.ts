import { verify, type Difference } from '../../../../core/proof/verify'
import { foreignDocuments } from '../../../../core/proof/verify/documents'
import { verifyEnvironmentFacts, verifyHubFacts } from '../../../../core/proof/verify/facts'
import { verifyMachinery } from '../../../../core/proof/verify/facts/machinery'
import { MACHINERY } from '../../../../core/terraform/types'
import { rolesOf } from '../../../../core/terraform/rendered/roles'
import { readStack } from '../../../../core/terraform/rendered/stack'
import { storageOf } from '../../../../core/terraform/rendered/storage'
import { build, environmentOf, synthesize } from '../../../support/mesh'
import { some } from '../../../support/scale'
import { Score } from '../../../support/score'
import { FactSubject, type Body, type Resources } from './fact-subject'
import { fixtureFolder } from './meshes'
import { mutantsOf, type Json } from './mutate'

const built = build(fixtureFolder('synchronised'))
const rendered = synthesize(built)

const fresh = readStack('hub', JSON.stringify(rendered.get('hub')))

/** What is told when one stack is edited, but for what policies are asked. */
function differences(stack: string, json: object): readonly Difference[] {
  const { mesh, graph, compiled } = built
  const read = readStack(stack, JSON.stringify(json))
  const { roles, faults } = rolesOf(read)
  const policies = { environment: stack, roles, storage: storageOf(read) }
  const facts =
    stack === 'hub'
      ? [verifyHubFacts(mesh, graph, read), verifyMachinery(read, fresh)]
      : [verifyEnvironmentFacts(mesh, environmentOf(built, stack), read)]
  const told = faults.map(({ message }): Difference => ({ kind: 'not-understood', environment: stack, message }))
  return [
    ...told,
    ...facts.flatMap((each) => each.differences),
    ...foreignDocuments(mesh, graph, compiled, [policies], []),
  ]
}

const jsonOf = (stack: string): { resource: Resources } => structuredClone(rendered.get(stack)) as never

function edited(stack: string, type: string, name: string, body: Body): object {
  const json = jsonOf(stack)
  return { ...json, resource: { ...json.resource, [type]: { ...json.resource[type], [name]: body } } }
}

test.each([...rendered.keys()])('%s is as the files say', (stack) => {
  const stacks = [{ name: stack, read: () => JSON.stringify(jsonOf(stack)) }]
  const { differences: found, lints } = verify({ ...built, stacks, render: (name) => rendered.get(name) ?? {} })
  expect(found).toEqual([])
  expect(lints.failures.filter((each) => each.severity === 'error')).toEqual([])
})

describe('what hooks run on', () => {
  const machines = Object.entries(jsonOf('hub').resource).filter(([type]) => MACHINERY.has(type))

  test('is of the types that are compared with a new rendering', () => {
    expect(machines.map(([type]) => type).length).toBeGreaterThan(12)
  })

  test('counts in every argument', () => {
    const score = new Score('what hooks run on')
    for (const [type, named] of machines) {
      const [name, body] = Object.entries(named)[0]!
      for (const { what, value } of mutantsOf(body, (path) => path === '//' || path === 'description', '')) {
        if (!score.next()) continue
        const read = readStack('hub', JSON.stringify(edited('hub', type, name, value as Body)))
        score.add(`${type}.${name} ${what}`, verifyMachinery(read, fresh).differences.length > 0)
      }
    }
    score.expectAllCaught(200)
  })

  test.each(some(machines.map(([type]) => type)))('%s is missed, and may not be there twice', (type) => {
    const json = jsonOf('hub')
    const [[name, body] = ['', {}], ...rest] = Object.entries(json.resource[type] ?? {})
    const without = { ...json.resource, [type]: Object.fromEntries(rest) }
    expect(differences('hub', { ...json, resource: without })).not.toEqual([])
    expect(differences('hub', edited('hub', type, `${name}_again`, body))).not.toEqual([])
  })
})

/** Policies of hooks, and the row that trust policies are rendered from: stack, type, name, argument. */
const documents = [
  ['hub', 'aws_iam_role_policy', 'okta_saml__hook', 'policy'],
  ['hub', 'aws_iam_role_policy', 'trust_sync__hook', 'policy'],
  ['hub', 'aws_iam_role', 'okta_saml', 'assume_role_policy'],
  ['lab', 'aws_iam_role_policy', 'trust_sync__sync', 'policy'],
  ['lab', 'aws_iam_role', 'trust_sync', 'assume_role_policy'],
  ['lab', 'aws_dynamodb_table_item', 'trust', 'item'],
] as const

/** How many changes of one document are tried at most, spread over all of it. */
const TRIED = 60

test.each(documents)('%s: every part of %s.%s counts', (stack, type, name, argument) => {
  const body = jsonOf(stack).resource[type]?.[name] ?? {}
  const isSid = (path: string): boolean => path.endsWith('Sid')
  const all = [...mutantsOf(JSON.parse(String(body[argument])) as Json, isSid, argument)]
  const mutants = all.filter((_, index) => index % Math.ceil(all.length / TRIED) === 0)
  const survivors = some(mutants).filter(
    ({ value }) =>
      differences(stack, edited(stack, type, name, { ...body, [argument]: JSON.stringify(value) })).length === 0,
  )
  expect(survivors.map(({ what }) => what)).toEqual([])
  expect(mutants.length).toBeGreaterThan(4)
})

test.each(['aws_cognito_user_pool', 'aws_cognito_user_pool_client', 'aws_cognito_identity_provider'])(
  'every argument of a pool that calls a hook counts: %s',
  (type) => {
    const subject = new FactSubject('hub', 'synchronised')
    const [[name, body] = ['', {}]] = Object.entries(subject.json.resource[type] ?? {})
    const isInert = (path: string): boolean => ['//', 'depends_on', 'description'].includes(path)
    const mutants = [...mutantsOf(body, isInert)]
    const survivors = some(mutants).filter(({ value }) => !subject.resourceDiffers(type, name, value))
    expect(survivors.map(({ what }) => what)).toEqual([])
    expect(mutants.length).toBeGreaterThan(10)
  },
)

test('the way into an account is an exception that is listed', () => {
  const { exceptions } = verify({ ...built, stacks: [], render: () => ({}) })
  expect(exceptions.filter(({ role }) => role.endsWith('-trust-sync')).map(({ environment }) => environment)).toEqual(
    built.graph.environments.map(({ environment }) => environment),
  )
})
