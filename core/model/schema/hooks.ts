import { z } from 'zod'
import { GROUP_TAG } from '../codes'
import { fault, format } from './format'
import { runTask } from './run-task'

const tagKey = format({
  code: 'bad-tag',
  pattern: /^(?!aws:)[\w.:/=+@-]{1,128}$/i,
  is: 'the key of a session tag: 1 to 128 letters, digits and _ . : / = + @ -, not beginning with aws:',
})

const claim = format({
  code: 'bad-claim',
  pattern: /^[\w:./-]{1,256}$/,
  is: 'the name of a claim: 1 to 256 letters, digits and _ : . / -',
})

/** The retentions that CloudWatch Logs knows, in days. */
const LOG_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
]

const authentication = z.discriminatedUnion('type', [
  z
    .strictObject({ type: z.literal('secret') })
    .describe('The caller sends a secret in the header Authorization; it is kept in Secrets Manager.'),
  z
    .strictObject({
      type: z.literal('jwt'),
      issuer: format({
        code: 'bad-issuer',
        pattern: /^https:\/\/(?=.{1,247}$)[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:\/[\w.~-]+)*\/?$/,
        is: 'the issuer of the tokens: an https URL of at most 255 characters without port, query or fragment',
      }).describe('Who signs the token that the identity provider calls with.'),
      audience: format({
        code: 'bad-audience',
        pattern: /^[\w.~:/@-]{1,255}$/,
        is: 'the audience of the tokens: 1 to 255 characters',
      }).describe('Whom the token is for.'),
      scope: format({ code: 'bad-scope', pattern: /^[\w.:/-]{1,64}$/, is: 'the name of a scope' })
        .optional()
        .describe('A scope that the token must have.'),
    })
    .describe('The caller sends an OAuth 2.0 access token, which the API verifies.'),
])

/** How the hub runs the sign-in and synchronisation hooks. */
export const hooks = z
  .strictObject({
    attributes: z
      .record(tagKey, claim)
      .default({})
      .describe("Session tag → the claim of the identity provider that carries it, such as a user's initials."),
    authentication: authentication
      .default({ type: 'secret' })
      .describe('How the identity provider shows that it is the one who calls.'),
    throttling: z
      .strictObject({
        rate: z.int().min(1).max(10_000).default(50).describe('Requests a second, on average.'),
        burst: z.int().min(1).max(5_000).default(100).describe('Requests at once.'),
      })
      .prefault({})
      .describe('What the HTTP API takes before it answers 429.'),
    concurrency: z
      .strictObject({
        reserved: z.int().min(1).max(1_000).optional().describe('How many at once at most, of each sign-in hook.'),
        provisioned: z.int().min(1).max(1_000).optional().describe('How many of each sign-in hook are kept warm.'),
      })
      .default({})
      .describe('Concurrency of the sign-in hooks.'),
    runtime: z
      .enum(['nodejs22.x', 'nodejs24.x'])
      .default('nodejs22.x')
      .describe('The runtime of the functions; nodejs24.x needs a release of the provider after 5.100 that knows it.'),
    logDays: z
      .literal(LOG_DAYS)
      .default(365)
      .describe('How many days logs are kept: one of the retentions of CloudWatch Logs.'),
    alarmTopic: format({
      code: 'bad-arn',
      pattern: /^arn:aws(?:-cn|-us-gov)?:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/,
      is: 'the ARN of an SNS topic such as arn:aws:sns:eu-central-1:000000000000:alarms',
    })
      .optional()
      .describe('Where alarms go.'),
    runTask: runTask.optional(),
  })
  .superRefine(({ attributes, concurrency }, context) => {
    const seen = new Set([GROUP_TAG.toLowerCase()])
    for (const key of Object.keys(attributes)) {
      if (seen.has(key.toLowerCase()))
        fault(
          context,
          'tag-clash',
          `the session tag ${key} is there already`,
          ['attributes', key],
          'tags are compared without case',
        )
      seen.add(key.toLowerCase())
    }
    const { reserved, provisioned } = concurrency
    if (reserved !== undefined && provisioned !== undefined && provisioned > reserved)
      fault(context, 'out-of-range', '`provisioned` must not be more than `reserved`', ['concurrency', 'provisioned'])
  })
  .describe('Lets the hub run the sign-in hooks; with `sync`, those that follow events, too.')

export type HookSettings = z.output<typeof hooks>
