import { z } from 'zod'
import { RISKS } from '../../../model/risk/levels'
import { CAUSE_KINDS } from '../../types'
import { FINDING_RULES, PATH_RULES, type FindingRule, type PathReason } from '../../../model/risk/rules'

const keysOf = <K extends string>(rules: Record<K, unknown>): [K, ...K[]] => Object.keys(rules) as [K, ...K[]]

const risk = z.enum(RISKS).describe('How much it asks of its reviewer, least first')
const reasons = z.array(z.enum(keysOf<PathReason>(PATH_RULES))).describe('Why it has its risk; sorted')
const environment = z.string().describe('An environment of the mesh')
const digest = z.string().regex(/^sha256:[0-9a-f]{64}$/)
const names = z.array(z.string())
const orNull = z.string().nullable()

const source = orNull.describe(
  'The line of the files that made it so, or else that says it, as `file:line:column`; null: no line is known',
)
const address = orNull.describe('The Terraform resource that says it; null: none is known')
const resource = {
  dataset: orNull.describe('The dataset by its name in the mesh; null for home storage and the database `default`'),
  database: orNull.describe('The Glue database; null for a location'),
  table: orNull.describe('null for a database and for a location'),
  location: orNull.describe('`s3://bucket/prefix/`; null for a database and for a table'),
}

const path = z.object({
  environment,
  account: z.string(),
  service: orNull.describe('null where the principal is no group of the mesh'),
  group: z.string().describe('A directory group, a principal, or `*.code.*` of a code that belongs to no group'),
  role: z.string(),
  ...resource,
  columns: names.nullable().describe('Visible columns, sorted; null: all'),
  rows: orNull.describe('The filter expression; null: all rows'),
  permission: z.string().describe('A Lake Formation permission or an IAM action'),
  grantable: z.boolean(),
  expires: orNull.describe('The last day, inclusive; null: without end'),
  sessionHours: z.number(),
  through: orNull.describe(
    'The role that leads to this one, such as that of a persona to that of its jobs; mostly null',
  ),
  approvedBy: orNull.describe('Who approved the access entry behind it; null: it does not say, or is not known'),
  reason: orNull.describe('Why the entry was approved; null: it does not say, or is not known'),
  source,
  address,
})

const rated = z.object({ ...path.shape, risk, reasons })
const changed = z.object({ before: path, after: path, risk, reasons })
const gained = z.array(rated)
const lost = z.array(rated)
const both = z.array(changed)

/** What `review --format json` prints. Keys may be added; a consumer ignores those that it does not know. */
export const reviewJsonSchema = z.object({
  schemaVersion: z.literal(1),
  digest: digest.describe('Over the digests of the environments'),
  digests: z
    .record(z.string(), digest)
    .describe('Environment → SHA-256 over its paths after the change and what was not analysed'),
  risk,
  environments: z.array(
    z.object({
      name: environment,
      account: z.string(),
      state: z.enum(['new', 'gone', 'kept']).describe('kept: it is on both sides'),
      digest,
      risk,
      changed: z.boolean().describe('Whether anything about access changes'),
      datasets: z.array(
        z.object({
          name: z.string(),
          database: z.string(),
          classification: z.string(),
          sensitivity: z.enum(['public', 'ordinary', 'sensitive']),
          owner: z.string(),
          stewards: names.nullable().describe('Who may approve beside the owner; null: not known'),
        }),
      ),
      codes: z.record(z.string(), z.string()).describe('Group → its code'),
    }),
  ),
  gained: gained.describe('Paths after the change alone'),
  lost: lost.describe('Paths before the change alone'),
  changed: both.describe('Paths before and after the change, with other facts'),
  causes: z
    .array(
      z.object({
        kind: z.enum(CAUSE_KINDS).describe('What is new, gone or other than before'),
        direction: z.enum(['gained', 'lost', 'changed']),
        risk,
        environments: names,
        service: orNull,
        role: orNull.describe("With `*` for the environment's name where there are several environments"),
        dataset: orNull,
        permission: orNull,
        groups: names,
        services: names,
        datasets: names,
        paths: z.int().describe('How many paths it explains; each path is explained once'),
        sources: names.describe('The lines that made it so'),
      }),
    )
    .describe('What explains the paths, the riskiest first'),
  findings: z
    .array(
      z.object({
        rule: z.enum(keysOf<FindingRule>(FINDING_RULES)),
        risk,
        environment,
        message: z.string().describe('One sentence; names that people gave are in it as they are'),
        source,
        address,
      }),
    )
    .describe('What no path says; the riskiest first'),
  notAnalysed: z
    .array(z.object({ environment, address: z.string(), reason: z.string().describe('Goes on after the address') }))
    .describe('What may decide about access and could not be read'),
  regranted: z
    .array(
      z.object({
        environment,
        role: z.string(),
        groups: names,
        services: names,
        ...resource,
        permissions: names,
        address,
      }),
    )
    .describe('Grants that Terraform revokes and gives again'),
  folded: z
    .object({ tags: z.int(), descriptions: z.int(), metadata: z.int(), others: z.int() })
    .describe('How many resources change in what decides nothing about access'),
  approvals: z
    .array(z.object({ environment, dataset: z.string(), owner: z.string(), stewards: names, risk }))
    .describe('Who must agree, because more of their data is reached'),
  drift: z.object({ gained, lost, changed: both }).describe('What was changed outside Terraform'),
  read: z
    .object({ types: z.int(), arguments: z.int(), notAnalysed: z.int() })
    .nullable()
    .describe('How many types of resources and arguments were read, and how many were not understood; null: not known'),
})

export type ReviewJson = z.infer<typeof reviewJsonSchema>

/** The published schema; file name → schema. */
export function reviewJsonSchemas(): Readonly<Record<string, object>> {
  const { $schema, ...rest } = z.toJSONSchema(reviewJsonSchema, { io: 'input', reused: 'inline' })
  const description = 'What `trustloom review --format json` prints. Ignore keys that are not described here.'
  return { 'review.schema.json': { $schema, title: 'Trustloom review', description, ...rest } }
}
