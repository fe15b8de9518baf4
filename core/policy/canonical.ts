import * as z from 'zod/mini'
import type { PolicyDocument, Statement } from './document'
import { formatFault, statementFault } from './format-fault'
import { canonicalPolicy } from './policy-text'

const oneOrMany = z.union([z.string(), z.array(z.string()).check(z.minLength(1))])
const principal = z.union([
  z.literal('*'),
  z
    .strictObject({
      AWS: z.optional(oneOrMany),
      Federated: z.optional(oneOrMany),
      Service: z.optional(oneOrMany),
      CanonicalUser: z.optional(oneOrMany),
    })
    .check(z.refine((value) => Object.keys(value).length > 0)),
])
const conditionValue = z.union([
  z.string(),
  z.boolean(),
  z.number(),
  z.array(z.union([z.string(), z.boolean(), z.number()])).check(z.minLength(1)),
])

const statement = z.strictObject({
  Sid: z.optional(z.string().check(z.regex(/^[A-Za-z0-9]*$/))),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.optional(principal),
  NotPrincipal: z.optional(principal),
  Action: z.optional(oneOrMany),
  NotAction: z.optional(oneOrMany),
  Resource: z.optional(oneOrMany),
  NotResource: z.optional(oneOrMany),
  Condition: z.optional(z.record(z.string(), z.record(z.string(), conditionValue))),
})

const rest = {
  Id: z.optional(z.string()),
  // No union of one and many: its faults would not say which element they are in.
  Statement: z.pipe(
    z.transform((value) => (Array.isArray(value) ? (value as unknown[]) : [value])),
    z.array(statement),
  ),
}
const policy = z.strictObject({ Version: z.literal('2012-10-17'), ...rest })
const anyPolicy = z.strictObject({ Version: z._default(z.enum(['2008-10-17', '2012-10-17']), '2008-10-17'), ...rest })

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
  const read = schema.safeParse(value)
  if (!read.success) throw formatFault(read.error.issues[0], value)
  const { Statement: statements } = read.data
  const sids = new Set<string>()
  statements.forEach((each, index) => {
    const { Sid: sid = '' } = each
    if (sids.has(sid)) throw statementFault(index, sid, 'has the Sid of another')
    if (sid !== '') sids.add(sid)
    for (const [a, b] of [
      ['Action', 'NotAction'],
      ['Resource', 'NotResource'],
      ['Principal', 'NotPrincipal'],
    ] as const) {
      if (each[a] !== undefined && each[b] !== undefined) throw statementFault(index, sid, `has ${a} and ${b}`)
    }
    if (each.Action === undefined && each.NotAction === undefined) throw statementFault(index, sid, 'has no Action')
  })
  return { ...read.data, Statement: statements.map(textConditions) }
}

/** IAM compares booleans and numbers as text. */
function textConditions(each: z.output<typeof statement>): Statement {
  const { Condition: conditions } = each
  if (!conditions || Object.values(conditions).every(isText)) return each as Statement
  const text = (value: unknown): string | string[] => (Array.isArray(value) ? value.map(String) : String(value))
  const condition = Object.fromEntries(
    Object.entries(conditions).map(([operator, keys]) => [
      operator,
      Object.fromEntries(Object.entries(keys).map(([key, value]) => [key, text(value)])),
    ]),
  )
  return { ...each, Condition: condition } as Statement
}

const isText = (keys: Readonly<Record<string, unknown>>): boolean =>
  Object.values(keys).every((value) =>
    Array.isArray(value) ? value.every((each) => typeof each === 'string') : typeof value === 'string',
  )
