import { z } from 'zod'
import { quotaOf } from '../quotas/table'
import { accountId, group, name, principalArnTemplate, quotas, region, sessionHours } from './common'
import { dataset } from './dataset'
import { format, later } from './format'
import { environmentPersona, type PersonaSettings } from './persona'
import { waive } from './waiver'

const sessionTag = format({
  code: 'bad-tag',
  pattern: new RegExp(`^[A-Za-z0-9][A-Za-z0-9_.-]{0,${quotaOf('session-tag-key').limit - 1}}$`),
  is: 'the name of a session tag: letters, digits and _ . -',
})

const home = z
  .strictObject({
    bucket: format({
      code: 'bad-bucket',
      pattern:
        /^(?!xn--|sthree-|amzn-s3-demo-)(?!.*(?:-s3alias|--ol-s3|--x-s3|--table-s3)$)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
      is: 'a bucket name of 3 to 63 lower-case letters, digits and dashes',
    }).describe('The name of the bucket: unique in the world.'),
    services: z.array(name).min(1).describe('Services that lead here, also ones that the environment does not name.'),
    groups: z.array(group).default([]).describe('Who may use it; nobody by default.'),
    attributes: z
      .strictObject({
        user: sessionTag.default('initials').describe('Names the folder of a user.'),
        department: sessionTag.default('department').describe('Names the folder of a department.'),
      })
      .default({ user: 'initials', department: 'department' })
      .describe('The session tags that name the folders.'),
    departmentWrite: z
      .enum(['readonly', 'write'])
      .default('write')
      .describe("What members may do in their department's folder; readonly needs `departmentWriters`."),
    departmentWriters: z
      .array(group)
      .default([])
      .describe("Who fills the department's folder where members only read it; they get a role of their own."),
    sessionHours: sessionHours.default(1),
  })
  .describe('Storage in which each user and each department has a folder.')

/** What an environment's file may say instead of a list of services. */
export const EVERY_SERVICE = 'all'

/** An environment's file: a domain team's workplace. */
export const environmentSchema = z.strictObject({
  domain: name.describe('The data domain: for tags and grouping only.'),
  stage: name.describe('Such as dev or prod: for tags and grouping only.'),
  account: accountId.describe('The AWS account, in quotes; it belongs to this environment alone.'),
  region: region.describe('The AWS Region.'),
  state: z.enum(['open', 'closed']).default('open').describe('closed: the data stays, nobody has access.'),
  places: later('further accounts or Regions.'),
  services: z
    .union([z.enum([EVERY_SERVICE]), z.array(name)])
    .default([])
    .describe(
      "Whom this environment's roles trust: each opens every role of a persona or a share. `all`: every saml and oidc service of the mesh, also one that comes later. A Cognito service leads to home storage only, unless a persona or an access entry names it.",
    ),
  administrators: z
    .array(principalArnTemplate)
    .min(1)
    .max(quotaOf('administrators').limit)
    .optional()
    .describe('Lake Formation administrators, the whole list. Default: the deploy role, which must be among them.'),
  delegation: z
    .boolean()
    .default(false)
    .describe(
      'The personas owner and steward hold grants with grant option, on datasets of which each of their groups is owner or steward.',
    ),
  quotas: quotas.optional().describe('AWS quotas that this account has raised.'),
  personas: z
    .record(name, environmentPersona)
    .default({})
    .describe(
      'The directory groups of each persona: a list, or a map with `groups` and the keys of the persona that are others in this environment. Each such key stands in place of that of mesh.yaml; the others stay.',
    ),
  datasets: z.record(name, dataset).default({}).describe('Buckets with their keys, databases and tables.'),
  home: home.optional(),
  waive,
  audit: later('a trail and Security Hub.'),
})

/** An environment as its file says it. */
export type EnvironmentFile = z.output<typeof environmentSchema>

/** An environment whose services are known by name, also where its file says `all`, and whose personas are split in two. */
export type EnvironmentSettings = Omit<EnvironmentFile, 'services' | 'personas'> & {
  readonly services: readonly string[]
  /** The groups of each persona. */
  readonly personas: Readonly<Record<string, readonly string[]>>
  /** What differs here of a persona: only the keys that are given. */
  readonly personaSettings: Readonly<Record<string, PersonaSettings>>
}
export type HomeSettings = NonNullable<EnvironmentSettings['home']>
