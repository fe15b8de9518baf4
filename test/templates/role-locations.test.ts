import fc from 'fast-check'
import type { RoleAccess } from '../../core/model/graph'
import { build, MESH, smallMesh } from '../support/mesh'
import { runs } from '../support/scale'
import { Account } from './account'

/** What IAM allows on the objects of datasets is what the access graph says, whatever a mesh looks like. */

const PERSONAS = `
personas:
  loader:
    data: { database: [DESCRIBE], table: [DESCRIBE, INSERT] }
    policies: [data-lake-user, data-writer]
  typist:
    data: { database: [DESCRIBE, CREATE_TABLE], table: [DESCRIBE, INSERT] }
    scope: access
    policies: [data-lake-user, data-writer, pipeline-author]
`
// Names of which one begins another.
const DATASETS = ['a', 'ab', 'a-b'] as const
const TABLES = ['t', 't2', 't_2'] as const

interface Entry {
  readonly dataset: number
  readonly to: string
  readonly permissions: string
  readonly tables: readonly string[]
  readonly files: boolean
}

const entry: fc.Arbitrary<Entry> = fc.record({
  dataset: fc.nat({ max: DATASETS.length - 1 }),
  to: fc.constantFrom(
    '{ group: G1 }',
    '{ group: G2 }',
    '{ persona: reader }',
    '{ persona: typist }',
    '{ persona: owner }',
  ),
  permissions: fc.constantFrom(
    'read',
    'write',
    'admin',
    '[SELECT]',
    '[INSERT]',
    '[SELECT, DELETE]',
    '[ALTER, DESCRIBE]',
  ),
  tables: fc.subarray([...TABLES], { minLength: 1 }),
  files: fc.boolean(),
})
const reads = ({ permissions }: Entry): boolean => !permissions.startsWith('[') || permissions.includes('SELECT')

const meshes = fc
  .record({
    // One entry of a receiver a dataset: two might absorb one another, which is an error.
    entries: fc.uniqueArray(entry, { maxLength: 6, selector: ({ to, dataset }) => `${to} ${dataset}` }),
    personas: fc.subarray(['steward', 'developer', 'loader']),
  })
  .map(({ entries, personas }) => {
    const access = (dataset: number): string =>
      entries
        .filter((each) => each.dataset === dataset)
        // An owner has every permission, so only files are new to it.
        .map((each) => (each.to.includes('owner') ? { ...each, permissions: 'admin', files: true } : each))
        .map(
          (each) =>
            `\n      - { to: ${each.to}, permissions: ${each.permissions}, tables: [${each.tables.join()}], files: ${each.files && reads(each)} }`,
        )
        .join('')
    const tables = TABLES.map((each) => `${each}: { columns: { id: string } }`).join(', ')
    const datasets = DATASETS.map(
      (name, index) => `
  ${name}:
    owner: APPROVERS
    classification: internal
    tables: { ${tables} }
    access:${access(index) || ' []'}`,
    )
    return `
domain: research
stage: prod
account: "111111111111"
region: eu-central-1
services: [notebooks]
personas: { owner: [OWNERS], reader: [READERS], typist: [TYPISTS], ${personas.map((each) => `${each}: [X-${each}]`).join(', ')} }
datasets:${datasets.join('')}
`
  })

const PERMISSION: Readonly<Record<string, string>> = {
  GetObject: 's3:GetObject',
  PutObject: 's3:PutObject',
  DeleteObject: 's3:DeleteObject',
  AbortMultipartUpload: 's3:PutObject',
  ListMultipartUploadParts: 's3:PutObject',
  GetObjectVersion: 'never',
  DeleteObjectVersion: 'never',
  PutObjectAcl: 'never',
}
const OBJECTS = ['k', 't', ...TABLES.flatMap((table) => [`${table}/k`, `${table}/year=1/k`]), 't3/k', '/t/k']

function declared({ locations }: RoleAccess, bucket: string, object: string, permission: string): boolean {
  return locations.some(
    (each) =>
      each.bucket === bucket && object.startsWith(each.prefix) && each.permissions.some((one) => one === permission),
  )
}

test('property: a role acts on exactly the objects of its locations', () => {
  let allowed = 0
  const mesh = MESH + PERSONAS
  fc.assert(
    fc.property(meshes, (environment) => {
      const account = new Account(
        build(smallMesh({ 'mesh.yaml': mesh, 'lab.yaml': environment })).compiled.environments.get('lab')!,
      )
      const { access } = account.environment
      for (const role of access.roles) {
        const who = account.role(role.key)
        for (const { bucket } of access.datasets) {
          for (const object of OBJECTS) {
            for (const [action, permission] of Object.entries(PERMISSION)) {
              const may = account.s3(who, action, bucket, object)
              if (may) allowed++
              if (may !== declared(role, bucket, object, permission))
                throw new Error(`${role.key} ${action} ${bucket}/${object}: ${may}`)
            }
          }
        }
      }
    }),
    { numRuns: runs(25) },
  )
  expect(allowed).toBeGreaterThan(runs(500))
})
