import { z } from 'zod'
import { MAX_CODES } from '../codes'
import { quotaOf } from '../quotas/table'
import { TEXT_FORMS } from '../text-forms'
import { fileName, name } from './common'
import { fault, format } from './format'

const claim = format(TEXT_FORMS.claim)
const application = format(TEXT_FORMS.application)
  .optional()
  .describe("The identity provider's id of the application: by it a hook knows the service.")
const groupsClaim = claim.default('groups').describe("The claim that carries the user's groups.")

const maxGroups = (most: number): z.ZodDefault<z.ZodInt> =>
  z
    .int()
    .min(1)
    .max(MAX_CODES)
    .default(most)
    .describe('How many group codes a session may carry; over it a hook refuses.')

const adopt = z
  .array(name)
  .optional()
  .describe(
    'Environments whose account has the provider already, because a hook made it: Terraform takes it over. Written by `trustloom pull`; may go once they are applied.',
  )

const httpsUrl = format(TEXT_FORMS.httpsUrl)

const saml = z
  .strictObject({
    protocol: z.literal('saml'),
    metadata: fileName.describe("The identity provider's SAML metadata, a file of the mesh folder."),
    application,
    maxGroups: maxGroups(MAX_CODES),
    groupsClaim,
    audience: httpsUrl
      .optional()
      .describe('What the assertion is addressed to. Default: the sign-in page of the partition.'),
    lakeFormationGroups: z
      .boolean()
      .optional()
      .describe(
        "Whether the assertion also carries the user's name and groups for Lake Formation, which Athena's drivers send on.",
      ),
    adopt,
  })
  .describe('A service with SAML sign-in.')

const oidc = z
  .strictObject({
    protocol: z.literal('oidc'),
    issuer: format(TEXT_FORMS.issuer).describe('The issuer, exactly as the tokens name it.'),
    clientIds: z
      .array(format(TEXT_FORMS.clientId))
      .min(1)
      .max(quotaOf('client-ids').limit)
      .describe('The client ids of the service; each may serve one service only.'),
    application,
    maxGroups: maxGroups(quotaOf('session-codes-oidc').limit),
    groupsClaim,
    adopt,
  })
  .superRefine((each, context) => {
    each.clientIds.forEach((id, index) => {
      if (each.clientIds.indexOf(id) !== index)
        fault(context, 'duplicate', `${id} stands twice`, ['clientIds', index], 'remove one of the two')
    })
  })
  .describe('A service with OpenID Connect sign-in.')

const userPool = z
  .strictObject({
    metadata: fileName.describe("SAML metadata of the corporate directory, which is the pool's only way in."),
    domain: format({
      code: 'bad-domain',
      pattern: /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
      is: 'a domain prefix of 1 to 63 lower-case letters, digits and dashes, without the words aws, amazon and cognito',
    }).describe('The prefix of the hosted sign-in page.'),
    callbackUrls: z.array(httpsUrl).min(1).max(100).describe('Where users land after sign-in.'),
    logoutUrls: z.array(httpsUrl).max(100).default([]).describe('Where users land after sign-out.'),
    trigger: format({
      code: 'bad-arn',
      pattern: /^arn:aws(?:-cn|-us-gov)?:lambda:[a-z0-9-]+:\d{12}:function:[\w-]{1,64}(?::[\w$-]+)?$/,
      is: 'the ARN of a Lambda function such as arn:aws:lambda:eu-central-1:000000000000:function:tags',
    })
      .optional()
      .describe(
        'The pre token generation function that writes the claims behind the session tags. Default: that of the hub, with `hooks`; without either no session has any tag.',
      ),
    groupsAttribute: format({
      code: 'bad-attribute',
      pattern: /^custom:[A-Za-z0-9_-]{1,20}$/,
      is: "an attribute of the mesh's own in a user pool: custom: and 1 to 20 letters, digits, _ and -, such as custom:groups",
    })
      .optional()
      .describe(
        "The user pool's attribute that keeps what the directory sends as `groupsClaim`; the hub's function reads the user's groups there, and nowhere else. The directory must send that claim at each sign-in, since Cognito keeps the last one. Default: the function reads the groups of the user pool.",
      ),
  })
  .describe('Lets the hub make a user pool and an identity pool for the service.')

const cognito = z
  .strictObject({
    protocol: z.literal('cognito'),
    identityPool: format({
      code: 'bad-identity-pool',
      pattern: /^[a-z]{2,3}(?:-[a-z]+){1,2}-\d{1,2}:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      is: 'the id of an identity pool such as eu-central-1:11111111-2222-3333-4444-555555555555',
    })
      .optional()
      .describe(
        'The identity pool that roles trust. For a pool that the hub makes, apply the hub first and write its id here.',
      ),
    userPool: userPool.optional(),
    application,
    maxGroups: maxGroups(MAX_CODES),
    groupsClaim,
  })
  .superRefine((each, context) => {
    if (each.identityPool === undefined && each.userPool === undefined) {
      fault(context, 'missing-key', 'needs `identityPool`, or `userPool` to let the hub make one')
    }
  })
  .describe('A service behind an Amazon Cognito identity pool.')

export const service = z.discriminatedUnion('protocol', [saml, oidc, cognito])

export type Service = z.output<typeof service>
export type SamlService = z.output<typeof saml>
export type OidcService = z.output<typeof oidc>
export type CognitoService = z.output<typeof cognito>
