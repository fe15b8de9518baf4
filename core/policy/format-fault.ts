import { ELEMENTS } from './document'
import type { z } from 'zod'
import { didYouMean } from '../model/suggest'

/** What is wrong with a value that should be a policy document: "statement 1: Effect must be Allow or Deny". */
export class PolicyFormatError extends Error {
  constructor(
    message: string,
    /** Texts of the document by which the place can be found, the nearest first. */
    readonly near: readonly string[] = [],
  ) {
    super(message)
  }
}

const TEXTS = 'must be a text or a list of texts'
const PRINCIPAL = 'must be "*" or a map of AWS, Federated, Service or CanonicalUser'
const must: Readonly<Record<string, string>> = {
  Version: 'must be 2012-10-17',
  Id: 'must be a text',
  Sid: 'must be letters and digits',
  Effect: 'must be Allow or Deny',
  Principal: PRINCIPAL,
  NotPrincipal: PRINCIPAL,
  Condition: 'must be a map: operator, condition key, values',
}

/** How a message calls a statement: by its place, counted from 1, and its Sid. */
export function statementName(index: number, sid: unknown): string {
  return `statement ${index + 1}${typeof sid === 'string' && sid !== '' ? ` (${sid})` : ''}`
}

/** A fault of one statement. */
export function statementFault(
  index: number,
  sid: unknown,
  what: string,
  near: readonly string[] = [],
): PolicyFormatError {
  const texts = typeof sid === 'string' && sid !== '' ? [...near, sid] : near
  return new PolicyFormatError(`${statementName(index, sid)}: ${what}`, texts)
}

/** What a schema found, in IAM's words. */
export function formatFault(issue: z.core.$ZodIssue | undefined, document: unknown): PolicyFormatError {
  const [top, index, ...path] = issue?.path ?? []
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  if (top !== 'Statement' || typeof index !== 'number') {
    if (unknown !== undefined) return new PolicyFormatError(`the document: unknown element ${unknown}`, [unknown])
    if (top === undefined) return new PolicyFormatError('the document: must be a map with Version and Statement')
    return new PolicyFormatError(`${String(top)} ${wrong(valueAt(document, [top]), String(top))}`)
  }
  const all = valueAt(document, ['Statement'])
  if (all === undefined) return new PolicyFormatError('Statement is missing')
  const one = Array.isArray(all) ? (all as unknown[])[index] : all
  const sid = valueAt(one, ['Sid'])
  if (unknown !== undefined && path.length === 0) {
    const meant = didYouMean(unknown, ELEMENTS)
    return statementFault(index, sid, `unknown element ${unknown}${meant ? `: ${meant}` : ''}`, [unknown])
  }
  if (path.length === 0) return statementFault(index, sid, 'must be a map')
  const value = valueAt(one, path)
  const element = String(path[0])
  // Below an operator and a condition key there are values only.
  const kind = element === 'Condition' && path.length < 3 ? element : element === 'Condition' ? 'value' : element
  const near = [...(typeof value === 'string' ? [value] : []), ...path.map(String).reverse()]
  return statementFault(index, sid, `${path.map(String).join('.')} ${wrong(value, kind)}`, near)
}

const wrong = (value: unknown, element: string): string =>
  value === undefined ? 'is missing' : (must[element] ?? TEXTS)

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined),
    value,
  )
}
