import { many, type Statement } from '../document'
import { remember } from '../evaluate/memo'
import { operators } from '../evaluate/operators'
import type { PolicySubject } from './types'

/** A statement, taken apart once for all rules. */
export interface ReadStatement {
  readonly sid: string | undefined
  readonly allows: boolean
  /** As written. */
  readonly actions: readonly string[]
  readonly notActions: readonly string[]
  readonly principals: readonly { readonly type: string; readonly id: string }[]
  readonly resources: readonly string[]
  readonly notResources: readonly string[]
  readonly tests: readonly ConditionTest[]
}

/** One key of one operator of a condition. */
export interface ConditionTest {
  /** As written: `ForAnyValue:StringLike`. */
  readonly operator: string
  /** Without set operator and `IfExists`. */
  readonly base: string
  readonly set: 'one' | 'any' | 'all'
  readonly ifExists: boolean
  readonly negated: boolean
  /** As written. */
  readonly key: string
  /** For comparison: IAM does not tell case in keys. */
  readonly lowerKey: string
  readonly values: readonly string[]
}

/** Statements repeat from role to role. */
const readText = remember((text) => read(JSON.parse(text) as Statement))
const known = new WeakMap<PolicySubject, readonly ReadStatement[]>()

export function statementsOf(subject: PolicySubject): readonly ReadStatement[] {
  const before = known.get(subject)
  if (before) return before
  const statements = subject.document.Statement.map((each) => readText(JSON.stringify(each)))
  known.set(subject, statements)
  return statements
}

function read(statement: Statement): ReadStatement {
  const { Principal: principal } = statement
  return {
    sid: statement.Sid,
    allows: statement.Effect === 'Allow',
    actions: many(statement.Action),
    notActions: many(statement.NotAction),
    principals:
      principal === undefined
        ? []
        : principal === '*'
          ? [{ type: '*', id: '*' }]
          : Object.entries(principal).flatMap(([type, ids]) => many(ids).map((id) => ({ type, id }))),
    resources: many(statement.Resource),
    notResources: many(statement.NotResource),
    tests: Object.entries(statement.Condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({
        ...readOperator(operator),
        key,
        lowerKey: key.toLowerCase(),
        values: many(values),
      })),
    ),
  }
}

function readOperator(operator: string): Omit<ConditionTest, 'key' | 'lowerKey' | 'values'> {
  const [, set, base = '', ifExists] = /^(ForAnyValue:|ForAllValues:)?(.*?)(IfExists)?$/.exec(operator) ?? []
  return {
    operator,
    base,
    set: set === undefined ? 'one' : set === 'ForAnyValue:' ? 'any' : 'all',
    ifExists: ifExists !== undefined,
    negated: operators.get(base)?.negated ?? false,
  }
}

/** Whether the test fails where the key is missing. */
export const requiresKey = ({ base, set, ifExists, negated, values }: ConditionTest): boolean =>
  base === 'Null' ? !values.includes('true') : !ifExists && set !== 'all' && (!negated || set === 'any')

/** A condition as somebody would look for it: `StringLike sts:SourceIdentity "*"`. */
export function quote({ operator, key, values }: ConditionTest): string {
  const shown = values.slice(0, 3).map((each) => JSON.stringify(each))
  return `${operator} ${key} ${shown.join(', ')}${values.length > shown.length ? ', …' : ''}`
}
