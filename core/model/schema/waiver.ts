import { z } from 'zod'
import { format } from './format'

const waiver = z
  .strictObject({
    rule: z.string().describe('The id of a rule: see docs/lints.md.'),
    at: z
      .string()
      .describe(
        'One place: the name of a role or bucket or the alias of a key, or OWNER/POLICY for one of its policies.',
      ),
    reason: format({
      code: 'bad-reason',
      pattern: /^(?=[\s\S]*\S)[^\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]{1,2048}$/,
      is: 'a text that says why: a reviewer has nothing else to go by',
    }).describe('Why the rule does not hold there.'),
  })
  .describe('A rule about policies that does not hold in one place.')

export const waive = z
  .array(waiver)
  .default([])
  .describe('Rules about policies that do not hold in one place, and why.')

export type WaiverSettings = z.output<typeof waiver>
