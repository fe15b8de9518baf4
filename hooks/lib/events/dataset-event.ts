import * as z from 'zod/mini'
import { decision, group, name, textOf, version } from './forms'

/** More than these no trust policy has room for. */
const MAX_GRANTS = 1_000

const role = textOf({
  code: 'bad-role',
  pattern: /^[\w+=,.@-]{1,64}$/,
  is: "a role's name: 1 to 64 letters, digits and _ + = , . @ -",
})

const location = textOf({
  code: 'bad-location',
  pattern: /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/?$/,
  is: 'a bucket such as s3://acme-lab-trials-111111111111/',
})

/** What an environment publishes when somebody may use a dataset, or may no longer, before the mesh's files say so. */
export const datasetEvent = z
  .strictObject({
    schemaVersion: z.literal(1),
    type: z.literal('dataset'),
    environment: name.check(z.describe('The environment; it must be the one whose topic the event comes through.')),
    dataset: name.check(z.describe('The name of a dataset of the environment that has a live role.')),
    location: z
      .optional(location)
      .check(z.describe('Where the dataset lies. An event that names another place than the mesh has is refused.')),
    version,
    grants: z
      .array(
        z.strictObject({
          group: group.check(z.describe('A directory group.')),
          role: role.check(z.describe("The name of the dataset's live role: `<mesh>-<environment>-live-<dataset>`.")),
        }),
      )
      .check(
        z.maxLength(MAX_GRANTS),
        z.describe('All grants of run time that the dataset has now, not only what changed. Empty: none any more.'),
      ),
    ...decision,
  })
  .check(z.describe('The whole current state of the grants that a dataset has at run time.'))

export type DatasetEvent = z.output<typeof datasetEvent>
