import { addressesOf, build, exampleFolder, synthesize, type TerraformJson } from '../support/mesh'

/** What design section 5 says of every stack, over the example mesh. */
const stacks = [...synthesize(build(exampleFolder()))]
const environments = stacks.filter(([name]) => name !== 'hub')

type Block = Readonly<Record<string, unknown>>
const ofType = (json: TerraformJson, type: string): [string, Block][] => Object.entries(json.resource[type] ?? {})
const dependenciesOf = (block: Block): readonly string[] => (block.depends_on ?? []) as string[]

/** Every text in a stack, with the path to it. */
function texts(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]]
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([key, each]) => texts(each, `${path}.${key}`))
}

describe.each(stacks)('the stack %s', (name, json) => {
  test('names the provider by range, the account it may touch, and the role that Terraform assumes', () => {
    expect(json.terraform.required_providers).toEqual({
      // Some stacks leave releases out, which read-back.test.ts is about.
      aws: { source: 'hashicorp/aws', version: expect.stringMatching(/^>= 5\.100\.0,.* < 7\.0\.0$/) as string },
    })
    const accounts = json.provider.aws.map(({ alias, allowed_account_ids, assume_role }) => ({
      alias,
      allowed_account_ids,
      assume_role,
    }))
    for (const { allowed_account_ids: ids, assume_role: roles } of accounts) {
      const [account] = ids as string[]
      expect(account).toMatch(/^\d{12}$/)
      expect(roles).toMatchObject([{ role_arn: `arn:aws:iam::${account}:role/terraform` }])
    }
    expect(accounts.map((each) => each.alias)).toEqual(name === 'hub' ? [undefined] : [undefined, 'hub'])
  })

  test('keeps local state outside the output, by a relative path', () => {
    expect(json.terraform.backend).toEqual({ local: { path: `../../../state/${name}.tfstate` } })
    expect(JSON.stringify(json)).not.toContain(process.cwd())
  })

  test('reads no data sources and holds no reference in a policy', () => {
    expect(json).not.toHaveProperty('data')
    const references = texts(json, '').filter(([, text]) => /(?<![$])\$\{|(?<!%)%\{/.test(text))
    // Routes and callers of an API are named after its id.
    const known = /^(?:integrations\/)?\$\{aws_[a-z0-9_]+\.[\w-]+\.\w+\}(?:\/\*\/POST\/[a-z/]+)?$/
    const odd = references.filter(([path, text]) => !known.test(text) && !/\.(postcondition|import)\./.test(path))
    expect(odd).toEqual([])
    const decisive = references.filter(([path]) => /polic|principal|permission|\.item$/.test(path))
    // Which API may call a function is known once it has an id.
    expect(decisive.filter(([path]) => !/^\.resource\.aws_lambda_permission\.\w+\.source_arn$/.test(path))).toEqual([])
  })

  test('protects buckets, keys, tables and databases', () => {
    const types = [
      'aws_s3_bucket',
      'aws_kms_key',
      'aws_dynamodb_table',
      'aws_glue_catalog_table',
      'aws_glue_catalog_database',
    ]
    const open = types
      .flatMap((type) => ofType(json, type))
      .filter(([, { lifecycle }]) => !(lifecycle as Block | undefined)?.prevent_destroy)
    expect(open).toEqual([])
    for (const [, bucket] of ofType(json, 'aws_s3_bucket')) {
      expect(bucket).not.toHaveProperty('force_destroy')
      expect(dependenciesOf(bucket)).toEqual([expect.stringMatching(/^aws_kms_key\./)])
    }
    for (const [, key] of ofType(json, 'aws_kms_key'))
      expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 })
  })

  test('has an output that is readable without the mesh', () => {
    expect(json.output.trustloom.value).toMatchObject({ schemaVersion: 1, mesh: 'novo', environment: name })
  })
})

describe.each(environments)('the environment %s', (_, json) => {
  const grants = ofType(json, 'aws_lakeformation_permissions')
  const settings = 'aws_lakeformation_data_lake_settings.settings'

  test('clears IAMAllowedPrincipals before any database is made', () => {
    expect(ofType(json, 'aws_lakeformation_data_lake_settings')).toHaveLength(1)
    const [[, block] = ['', {}]] = ofType(json, 'aws_lakeformation_data_lake_settings')
    expect(block).not.toHaveProperty('create_database_default_permissions')
    expect(block).not.toHaveProperty('create_table_default_permissions')
    for (const [, database] of ofType(json, 'aws_glue_catalog_database'))
      expect(dependenciesOf(database)).toContain(settings)
  })

  test('has one grant a role and resource, listed, never ALL, with no empty list', () => {
    const keys = grants.map(([, { principal, database, table, data_cells_filter: cells, data_location: location }]) =>
      JSON.stringify([principal, database, table, cells, location]),
    )
    expect(new Set(keys).size).toBe(keys.length)
    for (const [, grant] of grants) {
      const permissions = grant.permissions as string[]
      expect(permissions).toEqual([...new Set(permissions)].sort())
      expect(permissions).not.toContain('ALL')
      expect(permissions.length).toBeGreaterThan(0)
      expect(grant).not.toHaveProperty('table_with_columns')
      // Left out, it would keep what it was.
      expect(grant.permissions_with_grant_option).toEqual(expect.any(Array))
    }
  })

  test('orders every grant after settings, role, table and location', () => {
    for (const [address, grant] of grants) {
      const on = dependenciesOf(grant)
      expect([address, on]).toEqual([
        address,
        expect.arrayContaining([settings, expect.stringMatching(/^aws_iam_role\./)]),
      ])
      if (grant.table || grant.data_cells_filter) {
        expect(on).toEqual(
          expect.arrayContaining([
            expect.stringMatching(/^aws_glue_catalog_(table|database)\./),
            expect.stringMatching(/^aws_lakeformation_resource\./),
          ]),
        )
      }
    }
  })

  test('changes one table once at a time', () => {
    const chains = new Map<string, string[]>()
    for (const [name, grant] of grants) {
      const on = (grant.table ?? grant.data_cells_filter) as
        { name: string; table_name?: string; database_name: string } | undefined
      if (!on) continue
      const key = `${on.database_name}.${on.table_name ?? on.name}`
      chains.set(key, [...(chains.get(key) ?? []), name])
    }
    const reaches = (from: string, to: string): boolean =>
      dependenciesOf(json.resource.aws_lakeformation_permissions?.[from] ?? {})
        .filter((each) => each.startsWith('aws_lakeformation_permissions.'))
        .map((each) => each.replace('aws_lakeformation_permissions.', ''))
        .some((each) => each === to || reaches(each, to))
    for (const names of chains.values()) {
      for (const a of names) for (const b of names) if (a !== b) expect(reaches(a, b) || reaches(b, a)).toBe(true)
    }
  })

  test('makes no administrator of whom it grants to', () => {
    const [[, { admins }] = ['', { admins: [] }]] = ofType(json, 'aws_lakeformation_data_lake_settings')
    expect(grants.filter(([, { principal }]) => (admins as unknown[]).includes(principal))).toEqual([])
  })

  test('gives DESCRIBE on default to every role with a grant, and on each database of a grant', () => {
    const on = (principal: unknown, database: string): boolean =>
      grants.some(
        ([, grant]) =>
          grant.principal === principal &&
          (grant.database as Block | undefined)?.name === database &&
          (grant.permissions as string[]).includes('DESCRIBE'),
      )
    for (const [, { principal, table, data_cells_filter: cells }] of grants) {
      const database = ((table ?? cells) as Block | undefined)?.database_name
      expect(on(principal, 'default')).toBe(true)
      if (typeof database === 'string') expect(on(principal, database)).toBe(true)
    }
  })

  test('keeps exactly the policies of a role, and puts them back on a role that was replaced', () => {
    for (const [role] of ofType(json, 'aws_iam_role')) {
      const own = ofType(json, 'aws_iam_role_policy').filter(([name]) => name.startsWith(`${role}__`))
      const exclusive = json.resource.aws_iam_role_policies_exclusive?.[role]
      expect(exclusive?.policy_names).toEqual(own.map(([, each]) => each.name).sort())
      expect(dependenciesOf(exclusive ?? {})).toEqual(
        expect.arrayContaining(own.map(([name]) => `aws_iam_role_policy.${name}`)),
      )
      for (const [, policy] of own)
        expect(policy.lifecycle).toEqual({ replace_triggered_by: [`aws_iam_role.${role}.unique_id`] })
      expect(json.resource.aws_iam_role_policy_attachments_exclusive?.[role]?.policy_arns).toEqual([])
    }
    expect(addressesOf(json).filter((each) => each.startsWith('aws_iam_role_policy_attachment.'))).toEqual([])
  })
})
