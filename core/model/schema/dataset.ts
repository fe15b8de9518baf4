import { z } from 'zod'
import { PERMISSION_WORDS, TABLE_PERMISSIONS } from '../personas'
import type { PermissionWord } from '../personas'
import { quotaOf } from '../quotas/table'
import { NAME_LIMITS } from '../names'
import { cognitoServices, columnName, EXISTING_NAME, group, MADE_NAME, name, prose, tableName } from './common'
import { fault, format, keyFormat, later } from './format'

export const FORMATS = ['parquet', 'csv', 'json', 'avro', 'orc', 'iceberg'] as const

const columns = z.record(columnName, z.string().describe('A column type such as string, bigint or decimal(10,2).'))

const table = z
  .strictObject({
    columns: columns.describe('Column → type such as string, bigint or "decimal(10,2)".'),
    partitions: columns.default({}).describe('Columns that folders are named after.'),
    format: z.enum(FORMATS).default('parquet').describe('How the files are written.'),
    managed: z
      .boolean()
      .default(true)
      .describe(
        'false: granted on, but not made here; names and types are those of the catalogue, whatever made them.',
      ),
    description: prose.optional().describe('For the catalogue.'),
  })
  .superRefine(({ columns, partitions, managed }, context) => {
    for (const [key, names] of Object.entries({ columns, partitions }))
      for (const each of Object.keys(names)) keyFormat(context, managed ? MADE_NAME : EXISTING_NAME, [key, each])
    if (Object.keys(columns).length === 0)
      fault(context, 'missing-key', 'a table needs at least one column', ['columns'])
    for (const each of Object.keys(partitions)) {
      if (Object.hasOwn(columns, each))
        fault(
          context,
          'duplicate-column',
          `${each} is a column and a partition`,
          ['partitions', each],
          'a partition is a column, too: remove it from `columns`',
        )
    }
  })

const columnLimit = z
  .strictObject({
    only: z.array(columnName).min(1).optional().describe('These columns, and no other.'),
    except: z
      .array(columnName)
      .min(1)
      .optional()
      .describe('All columns but these; a column that is added later stays hidden.'),
  })
  .superRefine((limit, context) => {
    if ((limit.only === undefined) === (limit.except === undefined)) {
      fault(context, 'bad-columns', 'needs either `only` or `except`')
    }
  })
  .meta({ oneOf: [{ required: ['only'] }, { required: ['except'] }] })

const permissionWord = z.enum(Object.keys(PERMISSION_WORDS) as [PermissionWord, ...PermissionWord[]])
const permissions = z.union([permissionWord, z.array(z.enum(TABLE_PERMISSIONS)).min(1)])

const live = z.union([
  permissionWord,
  z.strictObject({
    permissions: permissions
      .default('read')
      .describe('read (default), write, admin, or a list of Lake Formation permissions.'),
    tables: z.array(tableName).min(1).optional().describe('Default: every table of the dataset.'),
  }),
])

const access = z
  .strictObject({
    to: z
      .strictObject({
        persona: name.optional().describe("One of this environment's personas."),
        group: group.optional().describe('A directory group: gets a role of its own.'),
        live: group
          .optional()
          .describe("A directory group: opens the dataset's live role, with what `live` says and nothing else."),
        environment: later('a share across accounts.'),
      })
      .superRefine((to, context) => {
        // A share across accounts names a persona beside the environment; that key has its own message.
        if (to.environment !== undefined) return
        if ([to.persona, to.group, to.live].filter((each) => each !== undefined).length !== 1) {
          fault(context, 'bad-access', 'needs either `persona`, `group` or `live`')
        }
      })
      .meta({ oneOf: [{ required: ['persona'] }, { required: ['group'] }, { required: ['live'] }] }),
    permissions: permissions
      .optional()
      .describe(
        "read (default), write, admin, or a list of Lake Formation permissions; a persona's default is its own level.",
      ),
    tables: z.array(tableName).min(1).optional().describe('Default: every table of the dataset.'),
    columns: columnLimit.optional().describe('Limits the grant to some columns.'),
    rows: z
      .string()
      .min(1)
      .max(quotaOf('row-filter').limit)
      .optional()
      .describe(
        'Limits the grant to the rows for which this expression holds: columns compared with values by = <> != < > <= >= BETWEEN IN LIKE or IS NULL, joined by AND, OR and NOT; quoted, or a block scalar.',
      ),
    files: z.boolean().default(false).describe('Also read the objects themselves; refused on a limited grant.'),
    services: cognitoServices.default([]),
    roleName: format({
      code: 'bad-name',
      pattern: new RegExp(`^[\\w.-]{1,${NAME_LIMITS.role}}$`),
      is: `the name of a role: 1 to ${NAME_LIMITS.role} letters, digits and _ . -`,
    })
      .optional()
      .describe('The name of the role of a group, where two names clash; the same on every entry of the group.'),
    approvedBy: group.optional().describe("The dataset's owner or one of its stewards, who approved the grant."),
    reason: prose.optional().describe('Why the grant was approved: a change request, for example.'),
    expires: later('a last day of the grant.'),
  })
  .describe('Who may use the tables of the dataset.')

export const dataset = z.strictObject({
  description: prose.optional().describe('For the catalogue and the key.'),
  owner: group.describe('The group that may approve a grant.'),
  stewards: z.array(group).default([]).describe('Further groups that may approve a grant.'),
  classification: name.describe('One of the classifications of the mesh.'),
  tables: z
    .record(tableName, table)
    .refine((tables) => Object.keys(tables).length > 0, {
      error: 'needs at least one table',
      params: { code: 'missing-key' },
    })
    .superRefine((tables, context) => {
      for (const [each, { managed }] of Object.entries(tables))
        keyFormat(context, managed ? MADE_NAME : EXISTING_NAME, [each])
    }),
  lfTags: later('LF-Tags.'),
  live: live
    .optional()
    .describe(
      'read, write or admin, or permissions and tables: makes a role that nobody opens until an event puts a group into it.',
    ),
  access: z.array(access).default([]).describe('Who may use it, beside the personas that have every dataset.'),
})

export type DatasetSettings = z.output<typeof dataset>
export type TableSettings = DatasetSettings['tables'][string]
export type LiveSettings = NonNullable<DatasetSettings['live']>
export type AccessSettings = DatasetSettings['access'][number]
export type TableFormat = TableSettings['format']
