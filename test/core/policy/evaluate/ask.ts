import type { Conditions, PolicyDocument, Statement } from '../../../../core/policy/document'
import type { AccessRequest, Context, Decision } from '../../../../core/policy/evaluate'
import { evaluate } from '../../../../core/policy/evaluate'

export const ROLE = 'arn:aws:iam::111111111111:role/novo/reader'

const request: AccessRequest = {
  principal: { type: 'AWS', id: ROLE },
  action: 's3:GetObject',
  resource: 'arn:aws:s3:::bucket/key',
  context: {},
}

export const policy = (...statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
})

export const ask = (statements: readonly Statement[], over: Partial<AccessRequest> = {}): Decision =>
  evaluate([policy(...statements)], { ...request, ...over })

export const allows = (statement: Partial<Statement>, over: Partial<AccessRequest> = {}): boolean =>
  ask([{ Effect: 'Allow', Action: '*', Resource: '*', ...statement }], over).effect === 'Allow'

/** Whether a condition block holds in a context. */
export const holds = (conditions: Conditions, context: Context = {}): boolean =>
  allows({ Condition: conditions }, { context })

/** One that TypeScript would not take, as it may come out of a file. */
export const untyped = <T>(value: unknown): T => value as T
