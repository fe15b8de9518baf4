import * as z from 'zod/mini'
import { TEXT_FORMS, type TextForm } from '../../../core/model/text-forms'
import { characterApart } from '../../../core/model/group-names'
import { UNSEEN } from '../../../core/model/unseen'

/** The versions of one dataset or service rise; below 2^53, which JSON, JavaScript and DynamoDB all take exactly. */
export const version = z
  .int()
  .check(
    z.gte(1),
    z.describe(
      'Rises with each change; a count, or a time in microseconds since 1970 at most. An event of a lower version than one that has been seen is out of date.',
    ),
  )

/** Text of a form that files of the mesh must have, too. */
export const textOf = ({ pattern, is }: TextForm): z.ZodMiniString =>
  z.string().check(z.regex(pattern, `must be ${is}`))

export const name = textOf(TEXT_FORMS.name)

/** UTF-8 cannot tell one half of a surrogate pair from another, so that two names could become one in the table. */
export const group = textOf(TEXT_FORMS.group).check(
  z.refine((value) => !/\p{Surrogate}/u.test(value), 'must be text that UTF-8 can write'),
  z.refine((value) => characterApart(value) === undefined, 'must hold no character that stands for another one'),
)

const line = (characters: number): z.ZodMiniString =>
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^(?!\\s)[^${UNSEEN}]{1,${characters}}(?<!\\s)$`),
        `must be 1 to ${characters} characters on one line, without blanks around them`,
      ),
    )

/** Who decided, why and when: every event says so, and history keeps it. */
export const decision = {
  by: line(256).check(z.describe('Who decided: a person or a system, as auditors know it.')),
  reason: line(1_000).check(z.describe('Why: a ticket, an approval.')),
  at: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2027-01-31T12:00:00Z' })
    .check(z.describe('When it was decided.')),
}
