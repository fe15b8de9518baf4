import type { PolicyDocument, Statement } from '../../../../policy/document'
import type { RequestPrincipal } from '../../../../policy/evaluate'
import { readConditions } from '../../../../policy/evaluate/condition'
import type { Lookup } from '../../../../policy/evaluate/context'
import { remember } from '../../../../policy/evaluate/memo'
import { knowsVariables, statementsOf } from '../../../../policy/evaluate/policy'
import { readNotPrincipal, readPrincipal } from '../../../../policy/evaluate/principal'
import { readStatement } from '../../../../policy/evaluate/statement'
import { actionsOf } from './actions'
import { guarded } from './fault'
import { ordinary } from './ordinary'
import { resourcesOf } from './resources'

/** A statement that was read once and is asked often. */
export interface ReadStatement {
  readonly statement: Statement
  readonly actions: ReadonlySet<string>
  readonly names: (who: RequestPrincipal) => boolean
  readonly covers: (resource: string, lookup: Lookup) => boolean
  readonly holds: (lookup: Lookup) => boolean
  readonly touches: (head: string) => boolean
}

/** Where it stands: the policy's name, and its place there, counted from 1. */
export interface PlacedStatement extends ReadStatement {
  readonly policy: string
  readonly number: number
}

type Read = (text: string) => ReadStatement | { readonly lifted: true }

/** Reads statements for requests that say whether they have the `known` condition keys. */
export function statementReader(known: readonly string[]): Read {
  const keys = new Set(known.map((each) => each.toLowerCase()))
  return remember((text) => {
    const { expands, statement } = JSON.parse(text) as { expands: boolean; statement: Statement }
    readStatement(statement, expands)
    const plain = ordinary(statement, keys, expands)
    if (plain === undefined) return { lifted: true }
    const { covers, touches } = resourcesOf(plain, expands)
    const holds = readConditions(plain.Condition, expands)
    return { statement, actions: actionsOf(plain), names: namesOf(plain), covers, holds, touches }
  })
}

function namesOf({ Principal: named, NotPrincipal: excepted }: Statement): ReadStatement['names'] {
  if (named !== undefined) return readPrincipal(named)
  return excepted === undefined ? () => true : readNotPrincipal(excepted)
}

/**
 * The statements of one policy, without those that an unknown circumstance lifts.
 *
 * @throws {PolicyFault} for a policy that IAM refuses
 */
export function readPolicyStatements(policy: string, document: PolicyDocument, read: Read): PlacedStatement[] {
  return guarded(policy, 0, () => {
    const expands = knowsVariables(document)
    return statementsOf(document).flatMap((statement, index) => {
      const found = guarded(policy, index + 1, () => read(JSON.stringify({ expands, statement })))
      return 'lifted' in found ? [] : [{ ...found, policy, number: index + 1 }]
    })
  })
}
