import { meshDifferences, pathWords, resourceWords, withSources } from '../../../core/review/mesh-differences'
import type { Fact } from '../../../core/review/side/fact'
import type { ReviewPath } from '../../../core/review/types'
import { reviewPath } from '../../support/review'
import {
  allow,
  bucketPolicyOf,
  dataset,
  keyPolicyOf,
  labSide,
  policyOf,
  sideFrom,
  trustOf,
  type Given,
} from '../../support/review-sides'

const differ = (mesh: Given, plan: Given): string[] =>
  meshDifferences(sideFrom(labSide({ form: 'files', ...mesh })), sideFrom(labSide(plan))).map((each) => each.message)
const paths = (mesh: Partial<ReviewPath>[], plan: Partial<ReviewPath>[]): string[] =>
  differ({ paths: mesh }, { paths: plan })

const ONE = 'READERS through notebooks to acme-lab-reader: SELECT on trials.visits'

test.each<[string, Partial<ReviewPath>[], Partial<ReviewPath>[], string[]]>([
  ['gives more', [], [{}], [`one path of the plan that the files do not give: ${ONE}`]],
  ['gives less', [{}], [], [`one path of the files that the plan does not give: ${ONE}`]],
  ['limits less', [{ rows: 'a = 1' }], [{}], [`one path of the plan with other limits than in the files: ${ONE}`]],
  [
    'gives several more',
    [],
    [{}, { table: 'wards' }],
    [`2 paths of the plan that the files do not give: ${ONE}, for one`],
  ],
  [
    'gives something else',
    [{}],
    [{ group: '*', service: '' }],
    [
      'one path of the plan that the files do not give: * to acme-lab-reader: SELECT on trials.visits',
      `one path of the files that the plan does not give: ${ONE}`,
    ],
  ],
  ['gives the same', [{}], [{ address: 'a', source: { file: 'f', line: 1, column: 1 } }], []],
])('a plan that %s is told', (_, mesh, plan, said) => {
  expect(paths(mesh, plan)).toEqual(said)
})

const fact = (kind: Fact['kind'], subject: string, value: string): Fact => ({ kind, subject, value })

test.each<[string, Fact, Fact | undefined, string]>([
  ['a trust', trustOf('a', [allow('x')]), trustOf('a', [allow('y')]), 'the trust policy of a is'],
  ['a policy', policyOf('a', [allow('x')]), policyOf('a', [allow('y')]), 'the policies of a is'],
  ['a policy that is missing', policyOf('a', [allow('x')]), undefined, 'the policies of a is'],
  ['a bucket', bucketPolicyOf('a', [allow('x')]), bucketPolicyOf('a', []), 'the policy of bucket a is'],
  ['a key', keyPolicyOf('a', [allow('x')]), keyPolicyOf('a', []), 'the policy of key a is'],
  ['a boundary', fact('boundary', 'a', 'b'), fact('boundary', 'a', ''), 'the permissions boundary of a is'],
  ['an administrator', fact('administrator', 'a', ''), undefined, 'Lake Formation administrator a is'],
  ['data', fact('data', 'bucket a', ''), undefined, 'the bucket a is'],
  ['a provider', fact('provider', 'a', 'one'), fact('provider', 'a', 'other'), 'the provider a is'],
])('%s that is another is told, on whichever side', (_, one, other, said) => {
  const others = other ? [other] : []
  for (const [mesh, plan] of [
    [[one], others],
    [others, [one]],
  ] as const)
    expect(differ({ facts: mesh }, { facts: plan })).toEqual([`${said} not what the files say`])
})

test('what files do not say is not held against them', () => {
  const facts = [fact('protection', 'bucket a', 'false'), fact('machinery', 'f', 'x')]
  expect(differ({}, { facts })).toEqual([])
})

test('several of a kind are told together', () => {
  const policies = ['c', 'b', 'a'].flatMap((role) => [policyOf(role, [], 'one'), policyOf(role, [], 'two')])
  expect(differ({}, { facts: policies })).toEqual(['the policies of a, b and c are not what the files say'])
})

test('a plan of an environment without files is told, and files without a plan are not', () => {
  const field = sideFrom(labSide({ environment: 'field', paths: [{}] }))
  expect(meshDifferences(sideFrom(labSide({ paths: [{}] })), field)).toEqual([
    {
      rule: 'plan-differs-from-mesh',
      environment: 'field',
      message: 'the plan is of field, of which the files say nothing',
    },
  ])
})

test('resources and paths are called as people call them', () => {
  const words = (changes: Partial<ReviewPath>): string => resourceWords(reviewPath('lab', changes))
  expect(words({})).toBe('trials.visits')
  expect(words({ table: null })).toBe('database trials')
  expect(words({ dataset: null, database: 'default', table: null })).toBe('database default')
  expect(words({ dataset: null, database: 'other', table: 'x' })).toBe('other.x')
  expect(words({ location: 's3://b/p/' })).toBe('s3://b/p/')
  expect(pathWords(reviewPath('lab'))).toBe(ONE)
})

describe('a plan beside its files', () => {
  const source = { file: 'lab.yaml', line: 7, column: 3 }
  const declared = labSide({ paths: [{ source }], datasets: [dataset('trials', { stewards: ['ANNA'] })] })
  const plan = labSide({ paths: [{ address: 'a' }, { table: 'wards' }], datasets: [dataset('trials'), dataset('new')] })

  it('has their lines and stewards, and keeps its own paths', () => {
    const { paths: all, datasets } = withSources(plan, declared)
    expect(all.map(({ path }) => [path.table, path.source, path.address])).toEqual([
      ['visits', source, 'a'],
      ['wards', undefined, undefined],
    ])
    expect(all.map((each) => [each.key, each.facts])).toEqual(plan.paths.map((each) => [each.key, each.facts]))
    expect(datasets.map((each) => each.stewards)).toEqual([['ANNA'], []])
  })

  it('is as it was where there are none', () => {
    expect(withSources(plan, undefined)).toBe(plan)
  })
})
