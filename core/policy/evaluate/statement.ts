import { ELEMENTS, type Statement } from '../document'
import { readActions } from './action'
import { readConditions } from './condition'
import type { Lookup } from './context'
import { invalidPolicy } from './errors'
import { readNotPrincipal, readPrincipal } from './principal'
import { readResources } from './resource'
import type { AccessRequest } from './types'
import { entries } from './values'

/** Whether a statement speaks about a request. */
export type Applies = (request: AccessRequest, lookup: Lookup) => boolean

const KNOWN: ReadonlySet<string> = new Set(ELEMENTS)

/**
 * Reads a statement, all of it: what is wrong with it shows on every request, not only on those it would decide.
 * Without a principal it speaks about whomever the policy is attached to, without a resource about what it stands on.
 *
 * @throws {EvaluationError} `invalid-policy` or `unknown-operator`.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function readStatement(statement: Statement, expands: boolean): Applies {
  // A misspelt element would widen the statement without a word.
  for (const [name] of entries('a statement', statement)) {
    if (!KNOWN.has(name)) throw invalidPolicy(`unknown statement element ${JSON.stringify(name)}`)
  }
  const { Effect: effect } = statement
  if (effect !== 'Allow' && effect !== 'Deny') throw invalidPolicy('Effect is neither Allow nor Deny')
  const principal = principalOf(statement)
  const action = actionOf(statement)
  const resource = resourceOf(statement, expands)
  const condition = readConditions(statement.Condition, expands)
  return (request, lookup) =>
    action(request.action) && principal(request.principal) && resource(request.resource, lookup) && condition(lookup)
}

function principalOf({ Principal: named, NotPrincipal: excepted }: Statement): ReturnType<typeof readPrincipal> {
  if (named !== undefined && excepted !== undefined) throw both('Principal', 'NotPrincipal')
  if (named !== undefined) return readPrincipal(named)
  return excepted === undefined ? () => true : readNotPrincipal(excepted)
}

function actionOf({ Action: named, NotAction: excepted }: Statement): ReturnType<typeof readActions> {
  if (named !== undefined && excepted !== undefined) throw both('Action', 'NotAction')
  if (named !== undefined) return readActions('Action', named)
  if (excepted === undefined) throw invalidPolicy('a statement has neither Action nor NotAction')
  const matches = readActions('NotAction', excepted)
  return (action) => !matches(action)
}

function resourceOf(
  { Resource: named, NotResource: excepted }: Statement,
  expands: boolean,
): ReturnType<typeof readResources> {
  if (named !== undefined && excepted !== undefined) throw both('Resource', 'NotResource')
  if (named !== undefined) return readResources('Resource', named, expands)
  if (excepted === undefined) return () => true
  const covers = readResources('NotResource', excepted, expands)
  return (resource, lookup) => !covers(resource, lookup)
}

const both = (one: string, other: string): Error => invalidPolicy(`a statement has both ${one} and ${other}`)
