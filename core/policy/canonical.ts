import type * as z from 'zod/mini'
import type { PolicyDocument, Statement } from './document'
import { formatFault, statementFault } from './format-fault'
import { isPlainPolicy } from './plain-form'
import { anyPolicy, policy, type statement } from './policy-schema'
import { canonicalPolicy } from './policy-text'

export { PolicyFormatError } from './format-fault'
export { canonicalPolicy, policySize, policyText } from './policy-text'

/**
 * Reads JSON as a policy document of the form that IAM's grammar describes.
 * Throws `PolicyFormatError` where it is none.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy(value: unknown): PolicyDocument {
  return canonicalPolicy(read(value, policy))
}

/**
 * Reads what somebody else may have written, in the language's first version, too, which is the one of no `Version`.
 * Lists stay as they are written.
 */
export function parseAnyPolicy(value: unknown): PolicyDocument {
  return read(value, anyPolicy)
}

function read(value: unknown, schema: typeof policy | typeof anyPolicy): PolicyDocument {
  const document = isPlainPolicy(value) ? value : readBySchema(value, schema)
  const sids = new Set<string>()
  document.Statement.forEach((each, index) => {
    const { Sid: sid = '' } = each
    if (sids.has(sid)) throw statementFault(index, sid, 'has the Sid of another')
    if (sid !== '') sids.add(sid)
    for (const [a, b] of EITHER)
      if (each[a] !== undefined && each[b] !== undefined) throw statementFault(index, sid, `has ${a} and ${b}`)
    if (each.Action === undefined && each.NotAction === undefined) throw statementFault(index, sid, 'has no Action')
  })
  return document
}

const EITHER = [
  ['Action', 'NotAction'],
  ['Resource', 'NotResource'],
  ['Principal', 'NotPrincipal'],
] as const

function readBySchema(value: unknown, schema: typeof policy | typeof anyPolicy): PolicyDocument {
  const read = schema.safeParse(value)
  if (!read.success) throw formatFault(read.error.issues[0], value)
  return { ...read.data, Statement: read.data.Statement.map(textConditions) }
}

/** IAM compares booleans and numbers as text. */
function textConditions(each: z.output<typeof statement>): Statement {
  if (!each.Condition) return each as Statement
  const text = (value: unknown): string | string[] => (Array.isArray(value) ? value.map(String) : String(value))
  const condition = Object.fromEntries(
    Object.entries(each.Condition).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, text(value)])),
    ]),
  )
  return { ...each, Condition: condition } as Statement
}
