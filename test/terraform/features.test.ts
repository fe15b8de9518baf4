import { testPlannedMesh } from '../support/planned-mesh'
import { fixtureProject } from '../support/project'
import { planned, type Plan } from '../support/terraform-plan'

const project = (): ReturnType<typeof fixtureProject> => fixtureProject('features')

const stacks = ['bare', 'closed', 'e23456789-b23456789-c23456789-d23456789x', 'hub', 'lake']

testPlannedMesh('every feature in Terraform', { project, stacks }, (mesh) => {
  const plan = (stack: string): Plan => mesh().get(stack)!.plan
  const roles = (stack: string): string[] => Object.keys(planned(plan(stack), 'aws_iam_role'))
  const count = (stack: string, type: string): number => Object.keys(planned(plan(stack), type)).length

  test('a closed environment keeps its data, and nobody has a role, a grant or a row', () => {
    expect(roles('closed')).toEqual(['data_archive'])
    expect(count('closed', 'aws_lakeformation_permissions')).toBe(0)
    expect(Object.keys(planned(plan('closed'), 'aws_dynamodb_table_item'))).toEqual(['environment'])
    expect(Object.keys(planned(plan('closed'), 'aws_glue_catalog_table'))).toEqual(['archive__years'])
  })

  test('an environment of four lines is one without data and without roles', () => {
    expect([roles('bare'), count('bare', 'aws_glue_catalog_table'), count('bare', 'aws_iam_saml_provider')]).toEqual([
      [],
      0,
      0,
    ])
  })

  test('services on one issuer share its provider', () => {
    const providers = planned<{ url: string; client_id_list: string[] }>(
      plan('lake'),
      'aws_iam_openid_connect_provider',
    )
    expect(Object.values(providers).map(({ url, client_id_list }) => [url, client_id_list])).toEqual([
      ['https://login.example.com/oauth2/aus~1', ['api://notebooks/~x', 'notebooks', 'reports']],
      ['https://other.example.com/', ['other']],
    ])
  })

  test('a table that is made elsewhere is granted on, not made', () => {
    expect(Object.keys(planned(plan('lake'), 'aws_glue_catalog_table'))).not.toContain('formats__foreign')
    const granted = planned<{ table?: { name: string }[] }>(plan('lake'), 'aws_lakeformation_permissions')
    expect(granted['share_admins__formats__foreign']?.table).toMatchObject([{ name: 'foreign' }])
  })

  test('who may grant on holds exactly what the grant says', () => {
    const grants = planned<{ permissions: string[]; permissions_with_grant_option?: string[] }>(
      plan('lake'),
      'aws_lakeformation_permissions',
    )
    const holders = Object.entries(grants).filter(([, each]) => (each.permissions_with_grant_option ?? []).length > 0)
    expect(holders.length).toBeGreaterThan(0)
    for (const [name, each] of holders) {
      expect(name).toMatch(/^persona_(owner|steward)__/)
      expect(each.permissions_with_grant_option).toEqual(each.permissions)
    }
  })

  test('names that were too long are cut and stay apart', () => {
    const long = plan(stacks[2]!)
    const taken = (type: string, key: string): unknown[] =>
      Object.values(planned<Record<string, unknown>>(long, type)).map((each) => each[key])
    for (const [type, key, limit] of [
      ['aws_iam_role', 'name', 64],
      ['aws_s3_bucket', 'bucket', 63],
      ['aws_kms_alias', 'name', 256],
      ['aws_glue_catalog_database', 'name', 255],
      ['aws_athena_workgroup', 'name', 128],
    ] as const) {
      const names = taken(type, key) as string[]
      expect(new Set(names).size).toBe(names.length)
      expect(Math.max(...names.map((each) => each.length))).toBeLessThanOrEqual(limit)
    }
  })
})
