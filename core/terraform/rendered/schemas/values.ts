import * as z from 'zod'
import { Expression } from '../../expression'

/** Text that stands in the file itself. */
export const text = z.string({
  error: ({ input }) => (input instanceof Expression ? `is computed by Terraform: ${input.text}` : 'must be text'),
})

export const texts = z.array(text)

/** A reference to an attribute of a resource of the same stack, as its address: `aws_kms_key.results`. */
export const reference = (type: string, attribute: string): z.ZodType<string> =>
  z
    .custom<Expression>((value) => value instanceof Expression, { error: 'must refer to a resource of the stack' })
    .transform((each, context) => {
      const [, address] = new RegExp(`^\\$\\{(${type}\\.[\\w-]+)\\.${attribute}\\}$`).exec(each.text) ?? []
      if (address !== undefined) return address
      context.addIssue(`must be the ${attribute} of a resource of type ${type}, not ${each.text}`)
      return z.NEVER
    })

/** A nested block, which Terraform's JSON writes as an object or as a list of one. */
export const block = <T extends z.ZodType>(schema: T): z.ZodPreprocess<T> =>
  z.preprocess((value) => (Array.isArray(value) && value.length === 1 ? (value as unknown[])[0] : value), schema)

/** What nobody looks at. */
export const anything = z.unknown().optional()

/** What decides nothing about access: for people, for bills, or for the order in which Terraform works. */
export const inert = { description: text.optional(), tags: z.record(z.string(), text).optional() }

/** A switch that is off unless it is written. */
export const off = z.boolean().default(false)
