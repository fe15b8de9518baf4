import type { PolicyDocument } from '../../core/policy/document'
import { policySize } from '../../core/policy/canonical'
import type { CompiledEnvironment } from '../../core/policy/environment-policies'
import { roleShape, roleVariables } from '../../core/policy/role-variables'
import { compileTemplate } from '../../core/policy/template'
import { compilation } from '../core/policy/compilation'
import { MESH, smallMesh } from '../support/mesh'
import { Account, type Caller } from './account'

const NAME = 'lab--east' // two dashes, of which the database's name keeps one
const LONG = 'a-dataset-with-a-name-that-is-really-so' // its bucket's name is cut

interface Options {
  readonly readable?: number
  readonly home?: string
}

function meshWith(
  count: number,
  { readable = 0, home = 'acme-lab--east-home' }: Options = {},
): ReturnType<typeof compilation> {
  const names = [LONG, ...Array.from({ length: count - 1 }, (_, index) => `set-${index}`)]
  const dataset = (name: string, index: number): string => `
  ${name}:
    owner: APPROVERS
    classification: internal
    tables: { rows: { columns: { id: string } } }
    access: [${index < readable ? '{ to: { persona: reader } }' : ''}]`
  const environment = (account: string, rest: string): string => `
domain: research
stage: prod
account: "${account}"
region: eu-central-1
services: [notebooks]
personas: { owner: [OWNERS], developer: [DEVELOPERS], reader: [READERS] }
${rest}`
  return compilation(
    smallMesh({
      'mesh.yaml': MESH,
      'lab.yaml': environment('333333333333', ''),
      [`${NAME}.yaml`]: environment(
        '111111111111',
        `home: { bucket: ${home}, services: [notebooks], groups: [EVERYBODY] }\ndatasets:${names.map(dataset).join('')}`,
      ),
      [`${NAME}-2.yaml`]: environment('222222222222', `datasets:${dataset('set-1', 0)}`),
    }),
  )
}

const accountOf = ({ compiled, diagnostics }: ReturnType<typeof meshWith>): Account => {
  if (!compiled) throw new Error(JSON.stringify(diagnostics))
  return new Account(compiled.environments.get(NAME)!)
}

/** The policies of a role as if there were room for any. */
function exactly(
  { mesh }: ReturnType<typeof meshWith>,
  { access, roles }: CompiledEnvironment,
  key: string,
): PolicyDocument[] {
  const role = roles.get(key)!.access
  const variables = roleVariables(access, role, false)
  return role.policies.map((name) =>
    compileTemplate(mesh.templates.get(name)!, roleShape, 'identity').render(variables),
  )
}
const sizeOf = (policies: readonly PolicyDocument[]): number =>
  policies.reduce((sum, each) => sum + policySize(each), 0)

const built = meshWith(60, { readable: 60 })
const account = accountOf(built)
const { access } = account.environment

describe.each(['persona_owner', 'persona_developer', 'jobs_developer', 'persona_reader'])(
  '%s of 60 datasets',
  (key) => {
    const compact = account.role(key)
    const exact: Caller = { ...compact, policies: exactly(built, account.environment, key) }
    const both = (ask: (who: Caller) => boolean): boolean => {
      expect(ask(compact)).toBe(ask(exact))
      return ask(compact)
    }

    test('fits, where naming each dataset would not', () => {
      expect(sizeOf(exact.policies)).toBeGreaterThan(10_240)
      expect(sizeOf(compact.policies)).toBeLessThan(8_000)
    })

    test('may do on each dataset what it might if each were named', () => {
      for (const { bucket, alias, database } of access.datasets) {
        const written = both((who) => account.s3(who, 'PutObject', bucket, 'rows/1'))
        expect(written).toBe(key !== 'persona_reader')
        for (const action of [
          'GetObject',
          'DeleteObject',
          'GetObjectVersion',
          'DeleteObjectVersion',
          'AbortMultipartUpload',
        ]) {
          both((who) => account.s3(who, action, bucket, 'rows/1'))
        }
        for (const action of ['ListBucket', 'GetBucketLocation', 'DeleteBucket'])
          both((who) => account.s3(who, action, bucket))
        for (const action of ['Decrypt', 'GenerateDataKey', 'Encrypt']) both((who) => account.kms(who, action, alias))
        const glue = (resource: string): string => `arn:aws:glue:eu-central-1:111111111111:${resource}`
        expect(both((who) => account.may(who, 'glue:GetTable', glue(`table/${database}/rows`)))).toBe(true)
        for (const action of ['CreateTable', 'UpdateDatabase', 'DeleteDatabase']) {
          both((who) => account.may(who, `glue:${action}`, glue(`database/${database}`)))
        }
      }
    })

    test('may do nothing more on results, home or other environments', () => {
      const buckets = [
        account.results,
        access.home!.bucket,
        'acme-lab--east-2-set-1-222222222222',
        'acme-lab-set-1-333333333333',
        'acme-set-1',
      ]
      for (const bucket of buckets) {
        for (const action of ['PutObject', 'GetObject', 'DeleteObject']) {
          expect(both((who) => account.s3(who, action, bucket, 'rows/1'))).toBe(false)
        }
        expect(both((who) => account.s3(who, 'ListBucket', bucket))).toBe(false)
      }
      for (const database of ['lab_east', 'lab_set_1', 'lab_east2_x', 'other']) {
        const table = `arn:aws:glue:eu-central-1:111111111111:table/${database}/rows`
        expect(both((who) => account.may(who, 'glue:GetTable', table))).toBe(false)
      }
      expect(both((who) => account.kms(who, 'Decrypt', access.home!.alias))).toBe(false)
    })
  },
)

test('datasets are named one by one for as long as that fits', () => {
  for (const count of [1, 5, 8, 9, 10, 11, 12, 13, 20]) {
    const mesh = meshWith(count)
    const { environment } = accountOf(mesh)
    for (const key of ['persona_owner', 'persona_developer']) {
      const exact = exactly(mesh, environment, key)
      const rendered = Object.values(environment.roles.get(key)!.policies)
      expect([count, key, JSON.stringify(rendered) === JSON.stringify(exact)]).toEqual([
        count,
        key,
        sizeOf(exact) <= 10_240,
      ])
    }
  }
})

test.each<[string, number, Options, string]>([
  ['has all datasets but one', 60, { readable: 59 }, 'acme-lab--east-reader'],
  [
    'would reach home storage by the pattern',
    60,
    { home: 'acme-lab--east-home-111111111111' },
    'acme-lab--east-developer',
  ],
])('a role that %s is too large, which is an error', (_, count, options, role) => {
  const { compiled, diagnostics } = meshWith(count, options)
  expect(compiled).toBeUndefined()
  const found = diagnostics.find(({ message }) => message.startsWith(`the policies of ${role} have `))
  expect(found).toMatchObject({ severity: 'error', code: 'quota', at: { file: 'mesh/lab--east.yaml', line: 7 } })
  expect(found?.message).toMatch(/have \d{5} of 10240 characters$/)
  expect(found?.hint).toMatch(/^it names \d+ databases and \d+ locations: give it fewer datasets/)
})
