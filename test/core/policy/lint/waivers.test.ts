import { applyWaivers, lintPolicies, type Waiver } from '../../../../core/policy/lint'
import { can, FACTS, of, policy } from './subject'

const wild = policy(can('s3:Get*'))
const results = lintPolicies([of('permission', wild, 'one'), of('permission', wild, 'two')], FACTS)
const waiver = (at: string, more: Partial<Waiver> = {}): Waiver => ({
  rule: 'action-wildcard',
  at,
  reason: 'CR-1',
  ...more,
})
const owners = (waivers: readonly Waiver[]): string[] =>
  applyWaivers(results, waivers).failures.map(({ subject }) => subject.owner)

test('the mesh of this test fails twice', () => {
  expect(owners([])).toEqual(['one', 'two'])
})

test.each<[string, Waiver, string[]]>([
  ['of an owner', waiver('one'), ['two']],
  ['of a policy', waiver('two/own'), ['one']],
  ['in its environment', waiver('one', { environment: 'lab' }), ['two']],
  ['in another environment', waiver('one', { environment: 'dev' }), ['one', 'two']],
  ['of another rule', waiver('one', { rule: 'pass-role' }), ['one', 'two']],
  ['of another policy', waiver('one/trust'), ['one', 'two']],
  ['of a part of a name', waiver('on'), ['one', 'two']],
])('a waiver %s sets aside what it names and nothing else', (_, each, left) => {
  expect(owners([each])).toEqual(left)
  const { waived, unused } = applyWaivers(results, [each])
  expect(waived.map(({ waiver: by }) => by)).toEqual(left.length === 2 ? [] : [each])
  expect(unused).toEqual(left.length === 2 ? [each] : [])
})

test('two waivers of one failure are both needed by somebody, and it is told once', () => {
  const both = [waiver('one'), waiver('one/own')]
  const { waived, unused } = applyWaivers(results, both)
  expect(waived).toHaveLength(1)
  expect(unused).toEqual([])
})
