import { ReviewInputError } from '../../../../core/terraform/read/input-error'
import { isState, readState } from '../../../../core/terraform/read/state'
import { stackSnapshot } from '../../../../core/access/snapshot/stack-snapshot'
import { grant, held, OUTPUT, planJson, PROVIDER, role, stateOf, type Json } from '../../../support/stack-plan'

const addresses = (state: Json): string[] => readState(state, 'it').resources.map((each) => each.address)

test('resources of all modules are read', () => {
  const inner = { address: 'module.a.module.b[0]', resources: [held('module.a.module.b[0].aws_x.y', {})] }
  const outer = { address: 'module.a', resources: [held('module.a.aws_x.y["k"]', {})], child_modules: [inner] }
  const only = { address: 'module.c', child_modules: [{ resources: [held('module.c.module.d.aws_x.y', {})] }] }
  expect(addresses(stateOf({ resources: [held('aws_x.y', {})], child_modules: [outer, only] }))).toEqual([
    'aws_x.y',
    'module.a.aws_x.y["k"]',
    'module.a.module.b[0].aws_x.y',
    'module.c.module.d.aws_x.y',
  ])
})

test('what lies deeper than modules do is refused, and not left out', () => {
  const nested = (depth: number): Json =>
    depth === 0 ? { resources: [held('aws_x.y', {})] } : { child_modules: [nested(depth - 1)] }
  expect(addresses(stateOf(nested(20)))).toEqual(['aws_x.y'])
  expect(() => addresses(stateOf(nested(21)))).toThrow(ReviewInputError)
})

test('data sources are no resources', () => {
  expect(addresses(stateOf({ resources: [{ ...held('aws_x.y', {}), mode: 'data' }, held('aws_x.z', {})] }))).toEqual([
    'aws_x.z',
  ])
})

test('what is left over from an earlier apply is there, too, under another address', () => {
  const found = addresses(
    stateOf({ resources: [held('aws_x.y', {}), held('aws_x.y', {}, { deposed_key: '00000001' })] }),
  )
  expect(found).toHaveLength(2)
  expect(new Set(found).size).toBe(2)
})

test.each<[string, Json]>([
  ['no output', stateOf({}, {})],
  ['another output', stateOf({}, { other: { value: OUTPUT } })],
  ['an output of another form', stateOf({}, { trustloom: { value: 'acme' } })],
  ['an output without a value', stateOf({}, { trustloom: OUTPUT })],
  ['outputs as a list', stateOf({}, [{ trustloom: { value: OUTPUT } }] as unknown as Json)],
  ['nothing, as before the first apply', { format_version: '1.0' }],
])('a state with %s is not of a stack of Trustloom', (_, state) => {
  expect(() => readState(state, 'it')).toThrow(ReviewInputError)
  expect(() => readState(state, 'it')).toThrow('it is not of a stack of Trustloom: it has no output `trustloom`')
})

test('a state has neither changes nor what is planned', () => {
  expect(isState(stateOf({}))).toBe(true)
  expect(isState(JSON.parse(planJson()) as Json)).toBe(false)
  expect(isState({ resource_changes: [] })).toBe(false)
})

test('the account of a state is read from its roles', () => {
  const resources = [
    held('aws_iam_role.reader', role()),
    held('aws_iam_saml_provider.portal', PROVIDER),
    held('aws_lakeformation_permissions.a', grant()),
  ]
  const side = stackSnapshot(readState(stateOf({ resources }), 'it'), false)
  expect(side?.account).toBe('111111111111')
  expect(side?.paths.map(({ path }) => [path.group, path.permission])).toEqual([['READERS', 'SELECT']])
})

test('sensitive values of a state are values', () => {
  const plain = held('aws_x.y', { name: 'a' })
  const twin = { ...plain, sensitive_values: { name: true } }
  expect(readState(stateOf({ resources: [twin] }), 'it')).toEqual(readState(stateOf({ resources: [plain] }), 'it'))
})
