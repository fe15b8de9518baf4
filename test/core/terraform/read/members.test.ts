import fc from 'fast-check'
import { parseMembers } from '../../../../core/terraform/read/members'
import { readPlan } from '../../../../core/terraform/read/plan'
import { change, created, kept, planJson, planOf, PROVIDER, role, type Json } from '../../../support/stack-plan'
import { runs } from '../../../support/scale'

const ROLE = 'aws_iam_role.reader'
const POLICY = 'aws_iam_role_policy.x'
const changes = [
  kept(ROLE, role()),
  kept('aws_iam_saml_provider.portal', PROVIDER),
  created(POLICY, { role: 'reader' }, { id: true, policy: true }),
]
const written = { [ROLE]: { name: { constant_value: 'reader' } }, [POLICY]: { policy: { references: ['a.b.json'] } } }
const PLAN = { changes, written }

/** Indented, which Terraform never does, so that it is parsed whole. */
const indented = (text: string): string => JSON.stringify(JSON.parse(text), null, 1)

const resourcesIn = ({ configuration }: Json): unknown =>
  (configuration as { readonly root_module: { readonly resources: readonly Json[] } }).root_module.resources

/** Reads a plan in both ways, which must not differ. */
function both(text: string): ReturnType<typeof readPlan> {
  const read = readPlan(text, 'it')
  expect(read).toStrictEqual(readPlan(indented(text), 'it'))
  return read
}

test('what stays is there once, and what says things again is not there at all', () => {
  const parsed = parseMembers(planJson(PLAN)) ?? {}
  const { planned_values: _, prior_state: __, configuration: ___, ...rest } = planOf(PLAN)
  const stayed = changes.slice(0, 2).map((each) => {
    const { actions, before } = each.change as Json
    return { ...each, change: { actions, before } }
  })
  const { configuration, ...members } = parsed
  expect(members).toEqual({ ...rest, resource_changes: [...stayed, changes[2]] })
  expect(configuration).toHaveProperty('provider_config.aws.expressions.region')
  expect(resourcesIn(parsed)).toEqual([{ address: POLICY, mode: 'managed', expressions: written[POLICY] }])
})

test('a plan is the same in pieces as it is whole', () => {
  const { after, actions } = both(planJson(PLAN))
  expect(after.resources.map((each) => each.address)).toEqual([ROLE, 'aws_iam_saml_provider.portal', POLICY])
  expect([...actions]).toEqual([[POLICY, ['create']]])
})

test.each<[string, Parameters<typeof planJson>[0] & object]>([
  ['drift', { ...PLAN, drift: [change(ROLE, { before: role('old'), after: role() })] }],
  [
    'what is moved',
    { ...PLAN, changes: [...changes, change('aws_x.n', { before: { a: 1 } }, { previous_address: 'aws_x.o' })] },
  ],
  [
    'a count',
    {
      changes: [...changes, created('aws_x.n[0]', {}, { a: true })],
      written: { 'aws_x.n': { a: { constant_value: 'b' } } },
    },
  ],
  [
    'a block of the name of a member',
    { ...PLAN, more: { planned_values: { root_module: { a: 1, configuration: { provider_config: {} } } } } },
  ],
  ['no state before', { ...PLAN, more: { prior_state: undefined } }],
  ['a part of a stack', { ...PLAN, more: { complete: false } }],
  ['an action', { ...PLAN, more: { action_invocations: [{ address: 'action.a' }] } }],
  [
    'a module',
    {
      changes: [...changes, created('module.m.aws_x.n', {}, { a: true })],
      written,
      modules: {
        m: {
          module: { resources: [{ address: 'aws_x.n', mode: 'managed', expressions: { a: { constant_value: 'b' } } }] },
        },
      },
    },
  ],
])('%s is read in pieces', (_, parts) => {
  const text = planJson(parts)
  expect(parseMembers(text)).toBeDefined()
  both(text)
})

describe('parsed whole is', () => {
  const text = planJson(PLAN)
  const { resource_changes: list, ...others } = planOf(PLAN)
  test.each<[string, string]>([
    ['what is indented', indented(text)],
    ['what has its members in another order', JSON.stringify({ ...others, resource_changes: list })],
    ['what has no change', planJson({ changes: [] })],
    ['what has no configuration of resources', planJson({ changes })],
    ['what lists no changes', planJson({ drift: changes })],
    ['what has its configuration first', JSON.stringify({ configuration: others.configuration, ...planOf(PLAN) })],
  ])('%s', (_, odd) => {
    expect(parseMembers(odd)).toBeUndefined()
    both(odd)
  })

  test.each([1, 2, 30, 300, 700])('what is cut off %i characters before its end', (missing) => {
    expect(parseMembers(text.slice(0, -missing))).toBeUndefined()
    expect(() => readPlan(text.slice(0, -missing), 'it')).toThrow('it is not JSON')
  })

  test.each(['1.3', '1.10'])('what is of version %s', (format_version) => {
    const later = planJson({ ...PLAN, more: { format_version } })
    expect(parseMembers(later)).toBeUndefined()
    both(later)
  })

  test('what has a list that looks like the changes where nothing follows it', () => {
    const looks = { p: { a: 1, resource_changes: [{ address: 'x' }] }, prior_state: { format_version: '1.0' } }
    const planned_values = { outputs: { zzz: { sensitive: false, value: looks } }, root_module: {} }
    const odd = planJson({ ...PLAN, more: { planned_values } })
    expect(parseMembers(odd)).toBeUndefined()
    both(odd)
  })

  test('what has resources of a module and none of its own', () => {
    const resources = [{ address: 'aws_x.n', mode: 'managed', expressions: { a: { constant_value: 'b' } } }]
    const parts = {
      changes: [...changes, created('module.m.aws_x.n', {}, { a: true })],
      modules: { m: { module: { resources } } },
    }
    expect(parseMembers(planJson(parts))).toBeUndefined()
    expect(both(planJson(parts)).after.resources.at(-1)?.values).toEqual({ a: 'b' })
  })
})

test.each([['2.0'], ['0.2'], [undefined]])('a plan of version %s is refused, in pieces or whole', (format_version) => {
  const odd = planJson({ ...PLAN, more: { format_version } })
  expect(() => readPlan(odd, 'it')).toThrow('it has')
  expect(() => readPlan(indented(odd), 'it')).toThrow('it has')
})

/** What a plan is cut by. */
const MARKS = [
  'planned_values',
  'prior_state',
  'resource_changes',
  'resource_drift',
  'output_changes',
  'configuration',
  'root_module',
  'resources',
  'provider_config',
  'address',
  'format_version',
]
const TEXTS = ['},{"address":"', '}]', '"resources":[{"address":"', ',"prior_state":{"format_version":', '\\', '"', '']

/** Anything that people can write into a resource, as Terraform writes it: its keys sorted. */
const { value: hostile } = fc.letrec<{ value: unknown; list: unknown; map: unknown }>((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, fc.constantFrom<unknown>(...TEXTS, null, true, 1), tie('list'), tie('map')),
  list: fc.array(tie('value'), { maxLength: 3 }),
  map: fc
    .dictionary(fc.constantFrom(...MARKS), tie('value'), { maxKeys: 5 })
    .map((map) => Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)))),
}))

test('property: no tag or block looks like a member of the plan', () => {
  const parts = fc.record({ stays: hostile, before: hostile, after: hostile, drifted: hostile, constant: hostile })
  const planned = fc.record({ planned: hostile, prior: hostile, isDrifted: fc.boolean() })
  let inPieces = 0
  fc.assert(
    fc.property(parts, planned, (values, { planned: again, prior, isDrifted }) => {
      const text = planJson({
        changes: [
          ...changes,
          kept('aws_x.stays', { tags: values.stays }),
          change('aws_x.changes', { before: { tags: values.before }, after: { tags: values.after } }),
        ],
        ...(isDrifted && { drift: [change('aws_x.stays', { before: { tags: values.drifted }, after: {} })] }),
        written: { ...written, 'aws_x.changes': { tags: { constant_value: values.constant } } },
        more: {
          planned_values: { root_module: { resources: [{ address: 'aws_x.stays', values: again }] } },
          prior_state: {
            format_version: '1.0',
            values: { root_module: { resources: [{ address: 'a', values: prior }] } },
          },
        },
      })
      if (parseMembers(text)) inPieces++
      both(text)
    }),
    { numRuns: runs(500) },
  )
  expect(inPieces).toBeGreaterThan(runs(250))
})
