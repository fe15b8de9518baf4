import * as z from 'zod/mini'

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

/** A statement as IAM takes it, before what is compared as text is text. */
export const statement = z.strictObject({
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
/** The version of the language that this project writes. */
export const policy = z.strictObject({ Version: z.literal('2012-10-17'), ...rest })
/** Either version of the language; without `Version` it is the first. */
export const anyPolicy = z.strictObject({
  Version: z._default(z.enum(['2008-10-17', '2012-10-17']), '2008-10-17'),
  ...rest,
})
