import { ENVIRONMENT, MESH, build, smallMesh } from '../support/mesh'
import { Account } from './account'

/** The same policies in another partition: no ARN of the commercial one is left anywhere. */

const HOME = `
home: { bucket: acme-home, services: [notebooks], groups: [EVERYBODY] }
`
const inPartition = (text: string, partition: string, region: string): string =>
  text.replaceAll('eu-central-1', region).replace('mesh: acme', `mesh: acme\npartition: ${partition}`)

describe.each([
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('%s', (partition, region) => {
  const personas = ENVIRONMENT.replace('personas:', 'personas:\n  developer: [DEVELOPERS]\n  steward: [STEWARDS]')
  const share = '\n      - { to: { group: FILES }, tables: [visits], files: true }\n'
  const files = {
    'mesh.yaml': inPartition(MESH, partition, region),
    'lab.yaml': inPartition(personas.trimEnd() + share + HOME, partition, region),
  }
  const { compiled } = build(smallMesh(files))
  const environment = compiled.environments.get('lab')!

  test('every ARN is of this partition', () => {
    const { roles, datasets, home, results } = environment
    const text = JSON.stringify([compiled.tableKey, [...roles.values()], [...datasets.values()], home, results])
    const arns = text.match(/arn:[^:]*:/g) ?? []
    expect(arns.length).toBeGreaterThan(100)
    expect(new Set(arns)).toEqual(new Set([`arn:${partition}:`]))
  })

  test('and roles do there what they do elsewhere', () => {
    const account = new Account(environment)
    const bucket = 'acme-lab-trials-111111111111'
    const developer = account.role('persona_developer')
    expect(account.s3(developer, 'PutObject', bucket, 'visits/1')).toBe(true)
    expect(account.kms(developer, 'GenerateDataKey', 'alias/acme-lab-trials')).toBe(true)
    expect(
      account.may(developer, 'glue:GetTable', `arn:${partition}:glue:${region}:111111111111:table/lab_trials/visits`),
    ).toBe(true)
    expect(account.s3(account.role('share_files'), 'GetObject', bucket, 'visits/1')).toBe(true)
    expect(account.s3(account.role('share_files'), 'GetObject', bucket, 'subjects/1')).toBe(false)
    const tags = { 'aws:PrincipalTag/initials': 'ann' }
    expect(account.s3(account.role('home'), 'PutObject', 'acme-home', 'home/user/ann/x', tags)).toBe(true)
  })
})
