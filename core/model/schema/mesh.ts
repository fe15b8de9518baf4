import { z } from 'zod'
import { GROUP_TAG } from '../codes'
import { quotaOf } from '../quotas/table'
import { OWN_TAGS } from '../quotas/table/data'
import { SESSION_QUOTAS } from '../quotas/table/session'
import { DEFAULT_CLASSIFICATIONS } from '../sensitivity'
import { backend } from './backend'
import { accountId, fileName, name, partition, policyArnTemplate, quotas, region, roleArnTemplate } from './common'
import { fault, format } from './format'
import { hooks } from './hooks'
import { okta } from './okta'
import { persona } from './persona'
import { review } from './review'
import { service } from './service'
import { waive } from './waiver'

/** What AWS takes on a resource, less those that Trustloom writes itself. */
const MAX_TAGS = quotaOf('resource-tags').limit - OWN_TAGS
const { limit: MAX_IDENTITY, least: MIN_IDENTITY } = SESSION_QUOTAS['source-identity']

const tagText = (most: number, least: number): z.ZodString =>
  format({
    code: 'bad-tag',
    pattern: new RegExp(`^(?!(?:aws|AWS|Aws):)[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{${least},${most}}$`, 'u'),
    is: `${least} to ${most} letters, digits, spaces and _ . : / = + - @, not beginning with aws:`,
  })

/** `mesh.yaml`: what holds for the whole organisation. */
export const meshSchema = z
  .strictObject({
    mesh: format({
      code: 'bad-name',
      pattern: /^(?!xn-|sthree|amzn-s3-demo)[a-z][a-z0-9-]{1,19}$/,
      is: '2 to 20 lower-case letters, digits and dashes that begin with a letter',
    }).describe('Prefix of every name.'),
    partition: partition.default('aws').describe('ARNs, sign-in pages and service principals follow it.'),
    regions: z
      .array(region)
      .default([])
      .describe('AWS Regions that are newer than this Trustloom: any other that it does not know is an error.'),
    sourceIdentity: format({
      code: 'bad-source-identity',
      pattern: new RegExp(`^(?=.*[^*?])(?!aws:)[\\w+=,.@*?-]{${MIN_IDENTITY},${MAX_IDENTITY}}$`),
      is: `a pattern of at most ${MAX_IDENTITY} letters, digits and _ + = , . @ - with * for any text, and more than *`,
    }).describe(
      'Every SAML and OpenID Connect session must carry a source identity that matches this pattern; Cognito cannot pass one.',
    ),
    hub: z
      .strictObject({
        account: accountId.describe('The AWS account, in quotes.'),
        region: region.describe('The AWS Region.'),
      })
      .describe("The virtualization layer's account: entitlement table and hooks."),
    backend: backend.default({ type: 'local' }).describe('Where Terraform keeps its state.'),
    deployRole: z
      .union([roleArnTemplate, z.literal(false)])
      .optional()
      .describe('What Terraform assumes in each account; false: credentials come from outside.'),
    permissionsBoundary: policyArnTemplate.optional().describe('A permissions boundary for every role.'),
    directory: fileName
      .optional()
      .describe(
        "The directory's group names, one a line, in UTF-8 or in UTF-16 with a byte order mark: a group that is not among them is an error.",
      ),
    classifications: z
      .array(name)
      .min(3)
      .default([...DEFAULT_CLASSIFICATIONS])
      .describe('Least to most sensitive; the last two count as sensitive, the first as public.'),
    quotas: quotas.optional().describe('AWS quotas that your accounts have raised.'),
    tags: z
      .record(tagText(128, 1), tagText(256, 0))
      .default({})
      .describe(
        'Tags of every taggable resource; none may be called like a session tag that a policy of this mesh reads or a hook sets.',
      ),
    services: z.record(name, service).default({}).describe('The analytics services of the consumption layer.'),
    hooks: hooks.optional(),
    sync: z
      .enum(['off', 'pull'])
      .default('off')
      .describe(
        'Whether events may add groups and services at run time, which `trustloom pull` then brings into these files.',
      ),
    okta: okta.optional(),
    personas: z.record(name, persona).default({}).describe('Personas beside owner, steward, developer and reader.'),
    review: review.optional(),
    waive,
  })
  .superRefine((mesh, context) => {
    if (Object.keys(mesh.tags).length > MAX_TAGS)
      fault(
        context,
        'out-of-range',
        `\`tags\` must have at most ${MAX_TAGS} entries`,
        ['tags'],
        "AWS takes 50 on a resource, Trustloom's own among them",
      )
    if (mesh.sync === 'pull' && !mesh.hooks)
      fault(context, 'missing-key', '`sync: pull` needs `hooks`', ['sync'], 'add `hooks: {}`, or leave `sync` out')
    if (mesh.okta && !mesh.hooks)
      fault(context, 'missing-key', '`okta` needs `hooks`', ['okta'], 'add `hooks: {}`, or leave `okta` out')
    const seen = new Map<string, string>()
    for (const key of Object.keys(mesh.tags)) {
      const lower = key.toLowerCase()
      if (lower === GROUP_TAG.toLowerCase()) {
        fault(
          context,
          'tag-clash',
          `the tag ${key} would be taken for the session tag ${GROUP_TAG}`,
          ['tags', key],
          "a role's own tags count as tags of its sessions: choose another key",
        )
      }
      const other = seen.get(lower)
      if (other !== undefined)
        fault(
          context,
          'duplicate-tag',
          `the tag ${key} differs from ${other} in case alone`,
          ['tags', key],
          'AWS compares some tags without case: remove one of the two',
        )
      seen.set(lower, key)
    }
    mesh.classifications.forEach((each, index) => {
      if (mesh.classifications.indexOf(each) !== index)
        fault(context, 'duplicate', `${each} stands twice`, ['classifications', index], 'remove one of the two')
    })
  })

export type MeshSettings = z.output<typeof meshSchema>
