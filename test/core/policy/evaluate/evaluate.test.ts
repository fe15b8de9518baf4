import fc from 'fast-check'
import type { Conditions, PolicyDocument, Statement } from '../../../../core/policy/document'
import type { AccessRequest, Context } from '../../../../core/policy/evaluate'
import { evaluate } from '../../../../core/policy/evaluate'
import { ask, policy, ROLE, untyped } from './ask'
import { runs } from '../../../support/scale'

const allow: Statement = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }
const deny: Statement = { Effect: 'Deny', Action: 's3:*', Resource: '*' }
const other: Statement = { Effect: 'Allow', Action: 'glue:*', Resource: '*' }
const implicit = { effect: 'Deny', explicit: false, policy: null, statement: null }
const request: AccessRequest = {
  principal: { type: 'AWS', id: ROLE },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::bucket/key',
  context: {},
}

describe('evaluate', () => {
  test('nothing is allowed unless a statement says so', () => {
    expect(evaluate([], request)).toEqual(implicit)
    expect(ask([])).toEqual(implicit)
    expect(ask([other])).toEqual(implicit)
  })

  test('an Allow names its statement, the first of several', () => {
    expect(ask([other, allow, allow])).toEqual({ effect: 'Allow', explicit: true, policy: 0, statement: 1 })
  })

  test('a Deny wins over an Allow, before it or behind it, in its policy or another', () => {
    expect(ask([allow, deny])).toEqual({ effect: 'Deny', explicit: true, policy: 0, statement: 1 })
    expect(ask([deny, allow])).toEqual({ effect: 'Deny', explicit: true, policy: 0, statement: 0 })
    expect(evaluate([policy(allow), policy(other, deny)], request)).toEqual({
      effect: 'Deny',
      explicit: true,
      policy: 1,
      statement: 1,
    })
  })

  test('identity and resource policies are asked together', () => {
    const bucket = policy({ ...allow, Principal: { AWS: ROLE } })
    const stranger = policy({ ...allow, Principal: { AWS: '222222222222' } })
    expect(evaluate([policy(other), bucket], request)).toMatchObject({ effect: 'Allow', policy: 1 })
    expect(evaluate([policy(other), stranger], request)).toEqual(implicit)
  })

  test.each<[string, unknown]>([
    ['an unknown version', { Version: '2020-01-01', Statement: [allow] }],
    ['an unknown element', { Version: '2012-10-17', Statements: [deny], Statement: [allow] }],
    ['no statements', { Version: '2012-10-17' }],
    ['a statement alone', { Version: '2012-10-17', Statement: allow }],
    ['text', '{}'],
    ['null', null],
  ])('%s is no policy', (_, document) => {
    expect(() => evaluate([untyped<PolicyDocument>(document)], request)).toThrow(
      expect.objectContaining({ fault: 'invalid-policy' }),
    )
  })

  test('a policy that is changed in place is read anew', () => {
    const statement = { ...allow, Action: 's3:GetObject' }
    const document = policy(statement)
    expect(evaluate([document], request).effect).toBe('Allow')
    statement.Action = 's3:PutObject'
    expect(evaluate([document], request).effect).toBe('Deny')
  })

  const statement: fc.Arbitrary<Statement> = fc.record({
    Effect: fc.constantFrom('Allow' as const, 'Deny' as const),
    Action: fc.constantFrom<string[]>('*', 's3:*', 's3:Get*', 'glue:*', 's3:PutObject'),
    Resource: fc.constantFrom<string[]>('*', 'arn:aws:s3:::bucket/*', 'arn:aws:s3:::else/${k}'),
    Condition: fc.constantFrom<(Conditions | undefined)[]>(
      undefined,
      { StringEquals: { k: 'a' } },
      { StringNotEquals: { k: 'a' } },
      { Null: { k: 'true' } },
      { 'ForAllValues:StringLike': { k: ['a*', '${x}'] } },
      { StringLikeIfExists: { k: '?' } },
    ),
  })
  const context = fc.constantFrom<Context[]>({}, { k: 'a' }, { k: 'b' }, { K: 'abc', x: 'abc' })

  test('property: a Deny that applies always wins, wherever it stands; without one an Allow that applies does', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 6 }), context, (statements, values) => {
        const effect = (some: readonly Statement[]): boolean => ask(some, { context: values }).effect === 'Allow'
        const applies = statements.filter((one) => effect([{ ...one, Effect: 'Allow' }]))
        const denied = applies.some((one) => one.Effect === 'Deny')
        const answer = ask(statements, { context: values })
        expect(answer.effect).toBe(!denied && applies.length > 0 ? 'Allow' : 'Deny')
        expect(answer.explicit).toBe(applies.length > 0)
        expect(effect([...statements].reverse())).toBe(effect(statements))
        expect(
          evaluate(
            statements.map((one) => policy(one)),
            { ...request, context: values },
          ).effect,
        ).toBe(answer.effect)
        if (answer.statement !== null)
          expect(statements[answer.statement]).toEqual(applies.find((one) => one.Effect === answer.effect))
        expect(effect([...statements, { Effect: 'Deny', Action: '*', Resource: '*' }])).toBe(false)
      }),
      { numRuns: runs(500) },
    )
  })

  test('property: one more Deny never opens, one more Allow never closes', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 5 }), statement, context, (statements, more, values) => {
        const effect = (some: readonly Statement[]): boolean => ask(some, { context: values }).effect === 'Allow'
        const [before, after] = [effect(statements), effect([...statements, more])]
        return more.Effect === 'Deny' ? before || !after : !before || after
      }),
    )
  })
})
