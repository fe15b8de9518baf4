import { readPlan, type ReadPlan } from '../../../../core/terraform/read/plan'
import { reviewPlan } from '../../../../core/review/review-plan'
import type { Review } from '../../../../core/review/types'
import {
  change,
  created,
  grant,
  held,
  kept,
  OUTPUT,
  planJson,
  PROVIDER,
  refreshOnly,
  role,
  stateOf,
  type Json,
} from '../../../support/stack-plan'

const A = 'aws_lakeformation_permissions.a'
const B = 'aws_lakeformation_permissions.b'
const both = ['SELECT', 'DESCRIBE']
const narrow = grant()
const wide = grant({ permissions: both })

const reviewed = (text: string): Review => reviewPlan(text, { levels: {} })
const drifted = ({ drift }: Review): readonly string[][] =>
  [drift.gained, drift.lost].map((each) => each.map(({ path }) => `${path.group} ${path.permission}`).sort())
const said = (side: ReadPlan['before']): readonly unknown[] =>
  side.resources.map((each) => [each.address, each.values]).sort()

const PEOPLE: readonly (readonly [string, Json])[] = [
  ['aws_iam_role.reader', role()],
  ['aws_iam_saml_provider.portal', PROVIDER],
]
const looking = (resources: readonly Json[], drift: readonly Json[]): string =>
  refreshOnly([...PEOPLE.map(([address, values]) => held(address, values)), ...resources], drift)
const planning = (changes: readonly Json[], drift: readonly Json[]): string =>
  planJson({ changes: [...PEOPLE.map(([address, values]) => kept(address, values)), ...changes], drift })

describe('a refresh-only plan', () => {
  test('without drift has what is there on all sides', () => {
    const { before, after, recorded, actions } = readPlan(looking([held(A, narrow)], []), 'it')
    expect(before.resources.map((each) => each.address)).toContain(A)
    expect(after).toBe(before)
    expect(recorded).toBe(before)
    expect(actions.size).toBe(0)
  })

  test('tells what somebody gave and took', () => {
    const found = reviewed(looking([held(A, wide)], [change(A, { before: narrow, after: wide })]))
    expect(drifted(found)).toEqual([['READERS DESCRIBE'], []])
    const back = reviewed(looking([held(A, narrow)], [change(A, { before: wide, after: narrow })]))
    expect(drifted(back)).toEqual([[], ['READERS DESCRIBE']])
  })

  test('changes nothing itself', () => {
    const { gained, lost, changed } = reviewed(looking([held(A, wide)], [change(A, { before: narrow, after: wide })]))
    expect([gained, lost, changed]).toEqual([[], [], []])
  })

  test('tells what somebody deleted', () => {
    expect(drifted(reviewed(looking([], [change(A, { before: wide })])))).toEqual([
      [],
      ['READERS DESCRIBE', 'READERS SELECT'],
    ])
  })

  test('reads what is in modules', () => {
    const address = `module.m["a"].${A}`
    const module = { address: 'module.m["a"]', resources: [held(address, wide)] }
    const resources = PEOPLE.map(([at, values]) => held(at, values))
    const state = { values: { outputs: {}, root_module: { resources, child_modules: [module] } } }
    const text = refreshOnly([], [change(address, { before: narrow, after: wide })], { prior_state: state })
    expect(drifted(reviewed(text))).toEqual([['READERS DESCRIBE'], []])
  })

  test('knows what was moved by where it is now', () => {
    const moved = change(B, { before: narrow, after: wide }, { previous_address: A })
    expect(drifted(reviewed(looking([held(B, wide)], [moved])))).toEqual([['READERS DESCRIBE'], []])
  })

  test('looks at what is left over from an earlier apply by itself', () => {
    const left = { deposed_key: '00000001' }
    const drift = change(A, { before: narrow, after: wide }, { deposed: '00000001' })
    const { before, recorded } = readPlan(looking([held(A, narrow), held(A, wide, left)], [drift]), 'it')
    expect(said(before).filter((each) => String(each).startsWith(A))).toHaveLength(2)
    expect(said(recorded)).toHaveLength(said(before).length)
    expect(drifted(reviewed(looking([held(A, narrow), held(A, wide, left)], [drift])))).toEqual([
      ['READERS DESCRIBE'],
      [],
    ])
  })

  test.each([{ before: null }, { after: null }])('is of the stack that either output says: %j', (output) => {
    const drift = [change(A, { before: narrow, after: wide })]
    const resources = PEOPLE.map(([address, values]) => held(address, values))
    const prior = stateOf({ resources: [...resources, held(A, wide)] })
    expect(drifted(reviewed(planJson({ drift, output, more: { prior_state: prior } })))).toEqual([
      ['READERS DESCRIBE'],
      [],
    ])
  })

  test('of nothing but drift is not of nothing', () => {
    const { recorded, before } = readPlan(planJson({ drift: [change(A, { before: wide })] }), 'it')
    expect(said(before)).toEqual([])
    expect(said(recorded)).toEqual([[A, wide]])
  })
})

describe('any other plan', () => {
  test('tells the drift beside what it takes back', () => {
    const drift = [change(A, { before: narrow, after: wide })]
    const found = reviewed(planning([change(A, { before: wide, after: narrow })], drift))
    expect(drifted(found)).toEqual([['READERS DESCRIBE'], []])
    expect(found.lost.map((each) => each.path.permission)).toEqual(['DESCRIBE'])
  })

  test('tells the drift that it leaves as it is', () => {
    const found = reviewed(planning([kept(A, wide)], [change(A, { before: narrow, after: wide })]))
    expect(drifted(found)).toEqual([['READERS DESCRIBE'], []])
    expect([found.gained, found.lost]).toEqual([[], []])
    expect(found.environments.map((each) => each.changed)).toEqual([true])
  })

  test('tells what somebody deleted, and that it gives it again', () => {
    const found = reviewed(planning([created(A, narrow)], [change(A, { before: narrow })]))
    expect(drifted(found)).toEqual([[], ['READERS SELECT']])
    expect(found.gained.map((each) => each.path.permission)).toEqual(['SELECT'])
  })

  test('tells the drift of what it moves, once', () => {
    const previous = { previous_address: A }
    const drift = [change(B, { before: narrow, after: wide }, previous)]
    const found = reviewed(planning([change(B, { before: wide, after: wide }, previous)], drift))
    expect(drifted(found)).toEqual([['READERS DESCRIBE'], []])
  })

  test('moves what does not drift without a word', () => {
    const previous = { previous_address: A }
    const found = reviewed(
      planning(
        [change(B, { before: wide, after: wide }, previous)],
        [change(B, { before: wide, after: wide }, previous)],
      ),
    )
    expect(drifted(found)).toEqual([[], []])
    expect(found.environments.map((each) => each.changed)).toEqual([false])
  })

  test('leaves the drift of what it would destroy of an earlier apply out', () => {
    const drift = change(A, { before: wide, after: narrow }, { deposed: '00000001' })
    expect(drifted(reviewed(planning([kept(A, narrow)], [drift])))).toEqual([[], []])
  })

  test('takes no data source for drift', () => {
    const data = { ...change(A, { before: narrow, after: wide }), mode: 'data' }
    expect(drifted(reviewed(planning([kept(A, wide)], [data])))).toEqual([[], []])
  })
})

test('drift before the first apply was whole is told, too', () => {
  const output = { actions: ['create'], before: null, after: OUTPUT }
  const changes = [...PEOPLE.map(([address, values]) => kept(address, values)), kept(A, wide)]
  const found = reviewed(planJson({ changes, output, drift: [change(A, { before: narrow, after: wide })] }))
  expect(drifted(found)).toEqual([['READERS DESCRIBE'], []])
})
