import { z } from 'zod'
import { patternFault } from '../pattern-fault'
import { fault, format } from './format'

const expression = format({
  code: 'bad-expression',
  pattern: /^[\x20-\x7E]{1,1024}$/,
  is: 'an Okta expression of at most 1,024 characters, such as user.initials',
})

const groupText = (is: string): z.ZodString => format({ code: 'bad-text', pattern: /^[\x20-\x7E]{1,255}$/, is })

/** An organisation's address, without a path. */
export const ORG_URL = /^https:\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)+$/

/** The Okta side of the services. */
export const okta = z
  .strictObject({
    orgUrl: format({
      code: 'bad-url',
      pattern: ORG_URL,
      is: "the organisation's address such as https://novo.okta.com, without a path",
    }).describe("The Okta organisation's address."),
    groups: z
      .strictObject({
        startsWith: groupText('the beginning of the names of the groups that are sent').optional(),
        matches: groupText('a regular expression for the names of the groups that are sent').optional(),
      })
      .superRefine(({ startsWith, matches }, context) => {
        if ((startsWith === undefined) === (matches === undefined))
          fault(
            context,
            'missing-key',
            'needs `startsWith` or `matches`, one of the two',
            [],
            'such as `{ startsWith: ADG- }`',
          )
        const broken = matches === undefined ? undefined : patternFault(matches)
        if (broken !== undefined)
          fault(
            context,
            'bad-pattern',
            `is no regular expression: ${broken}`,
            ['matches'],
            'Okta would send no group with it; try it in the Okta Admin Console, or use `startsWith`',
          )
      })
      .describe('Which directory groups Okta sends to the hooks.'),
    attributes: z
      .record(format({ code: 'bad-claim', pattern: /^[\w:./-]{1,256}$/, is: 'the name of a claim' }), expression)
      .default({})
      .describe('Claim → the Okta expression behind it.'),
  })
  .describe('Renders a stack `okta`: inline hooks, attribute statements and group filters of the applications.')

export type OktaSettings = z.output<typeof okta>
