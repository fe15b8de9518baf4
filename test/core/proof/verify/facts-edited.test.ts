import { readStack } from '../../../../core/terraform/rendered/stack'
import { verifyEnvironmentFacts, verifyHubFacts } from '../../../../core/proof/verify/facts'
import type { Difference, Findings } from '../../../../core/proof/verify/types'
import { build, environmentOf, exampleFolder, synthesize } from '../../../support/mesh'

const example = build(exampleFolder())
const rendered = synthesize(example)

type Block = Record<string, unknown>

/** What is found once somebody has edited a stack of the example mesh. */
function after(name: string, change: (json: Record<string, Record<string, Record<string, Block>>>) => void): Findings {
  const json = structuredClone(rendered.get(name)) as unknown as Record<string, Record<string, Record<string, Block>>>
  change(json)
  const stack = readStack(name, JSON.stringify(json))
  return name === 'hub'
    ? verifyHubFacts(example.mesh, example.graph, stack)
    : verifyEnvironmentFacts(example.mesh, environmentOf(example, name), stack)
}

const CLINICAL = 'clinical-prod'
const words = ({ differences }: Findings): string[] => differences.map((each) => each.message)

test('a grant option is named in words, with role, group and address', () => {
  const found = after(CLINICAL, ({ resource }) => {
    const grant = resource!.aws_lakeformation_permissions!.persona_reader__trials__visits!
    grant.permissions_with_grant_option = ['SELECT']
  })
  expect(found.differences).toEqual([
    {
      kind: 'grant',
      environment: CLINICAL,
      role: 'novo-clinical-prod-reader',
      address: 'aws_lakeformation_permissions.persona_reader__trials__visits',
      message:
        'novo-clinical-prod-reader holds SELECT on clinical_prod_trials.visits with grant option, which no line declares',
    } satisfies Difference,
  ])
})

test('a permission that is not there is named with the line that gives it', () => {
  const found = after(CLINICAL, ({ resource }) => {
    resource!.aws_lakeformation_permissions!.persona_reader__trials__visits!.permissions = ['DESCRIBE']
  })
  expect(found.differences).toMatchObject([
    {
      message:
        'it is declared and not rendered that novo-clinical-prod-reader holds SELECT on clinical_prod_trials.visits',
      at: { file: 'environments/clinical-prod.yaml', line: expect.any(Number) as number },
    },
  ])
})

test('a role that somebody adds to a row is named with the group', () => {
  const found = after(CLINICAL, ({ resource }) => {
    const row = resource!.aws_dynamodb_table_item!
    const [name] = Object.keys(row).filter((each) => String(row[each]!.item).includes('GROUP#ADG-STATISTICS'))
    const item = JSON.parse(String(row[name!]!.item)) as { roles: { L: object[] } }
    item.roles.L.push({ M: { arn: { S: 'arn:aws:iam::111111111111:role/novo/novo-clinical-prod-owner' } } })
    row[name!]!.item = JSON.stringify(item)
  })
  expect(found.differences).toMatchObject([
    {
      kind: 'row',
      group: 'ADG-STATISTICS',
      message:
        'the row GROUP#ADG-STATISTICS ENV#clinical-prod: item.roles[arn:aws:iam::111111111111:role/novo/novo-clinical-prod-owner].arn is "arn:aws:iam::111111111111:role/novo/novo-clinical-prod-owner", which no line declares',
    },
  ])
})

describe('what opens more than the files say is found', () => {
  const cases: [string, (json: Record<string, Record<string, Record<string, Block>>>) => void, RegExp][] = [
    [
      'a tag for every session',
      ({ provider }) => {
        const [own] = provider!.aws as unknown as { default_tags: [{ tags: Block }] }[]
        own!.default_tags[0].tags.GroupHash = '.HFAt.'
      },
      /the provider aws: default_tags.tags.GroupHash is ".HFAt.", which no line declares/,
    ],
    [
      'an account',
      ({ provider }) => {
        const [own] = provider!.aws as unknown as Block[]
        own!.allowed_account_ids = ['111111111111', '999999999999']
      },
      /the provider aws: allowed_account_ids is \["111111111111", "999999999999"\], and \["111111111111"\] is declared/,
    ],
    [
      'what Terraform reports of the settings',
      ({ resource }) => {
        delete resource!.aws_lakeformation_data_lake_settings!.settings!.lifecycle
      },
      /the Lake Formation settings: lifecycle.postcondition.condition is not written/,
    ],
    [
      'a key of another bucket',
      ({ resource }) => {
        const rule = resource!.aws_s3_bucket_server_side_encryption_configuration!.trials!.rule as [Block]
        const by = rule[0].apply_server_side_encryption_by_default as Block
        by.kms_master_key_id = '${aws_kms_key.sites.arn}'
      },
      /kms_master_key_id is \$\{the key alias\/novo-clinical-prod-sites.arn\}, and \$\{the key alias\/novo-clinical-prod-trials.arn\} is declared/,
    ],
    [
      'a change that Terraform is told to leave alone',
      ({ resource }) => {
        resource!.aws_iam_role!.persona_reader!.lifecycle = { ignore_changes: ['assume_role_policy'] }
      },
      /the role novo-clinical-prod-reader: lifecycle.ignore_changes is \["assume_role_policy"\], which no line declares/,
    ],
    [
      'metadata of another identity provider',
      ({ resource }) => {
        const saml = resource!.aws_iam_saml_provider!.databricks!
        saml.saml_metadata_document = `${String(saml.saml_metadata_document)} `
      },
      /the SAML provider novo-databricks: saml_metadata_document is "sha256:[0-9a-f]{64}", and "sha256:/,
    ],
    [
      'a row in the environment that it is not for',
      ({ resource }) => {
        delete Object.values(resource!.aws_dynamodb_table_item!)[0]!.provider
      },
      /the row GROUP#.*: provider is not written, and aws.hub is declared/,
    ],
    [
      'a policy beside those of the role',
      ({ resource }) => {
        const policies = resource!.aws_iam_role_policy!
        policies.more = { ...policies['persona_reader__data-lake-user']!, name: 'more' }
      },
      /there is the policy more of role novo-clinical-prod-reader, which no line declares/,
    ],
    [
      'people among those who run jobs',
      ({ resource }) => {
        const jobs = resource!.aws_iam_role!.jobs_developer!
        jobs.assume_role_policy = String(jobs.assume_role_policy).replace('"Service":', '"AWS":"*","Service":')
      },
      /the role novo-clinical-prod-developer-jobs: assumed by is not written/,
    ],
    [
      'a resource of an unknown type',
      ({ resource }) => {
        resource!.aws_iam_user = { mallory: { name: 'mallory' } }
      },
      /aws_iam_user.mallory is of a type that Trustloom does not render/,
    ],
    [
      'a role that is imported',
      (json) => {
        const imports = json.import as unknown as Block[]
        imports.push({ to: 'aws_iam_role.persona_reader', id: 'somebody-elses' })
      },
      /there is the import of the role novo-clinical-prod-reader, which no line declares/,
    ],
  ]
  test.each(cases)('%s', (_, change, message) => {
    expect(words(after(CLINICAL, change)).join('\n')).toMatch(message)
  })
})
