import { policyText } from '../../../../core/policy/canonical'
import type { PolicyDocument, Statement } from '../../../../core/policy/document'
import { verify, type Verification } from '../../../../core/proof/verify'
import { declaredBootstraps, verifyRuns } from '../../../../core/proof/verify/runs'
import { rolesOf } from '../../../../core/terraform/rendered/roles'
import { readStack } from '../../../../core/terraform/rendered/stack'
import { build, synthesize } from '../../../support/mesh'
import { Score } from '../../../support/score'
import { fixtureFolder } from './meshes'
import { mutantsOf } from './trust-mutants'

const built = build(fixtureFolder('runs'))
const rendered = synthesize(built)
const BOOTSTRAPS = ['bootstrap-hub', 'bootstrap-lab']

type Named = Record<string, Record<string, unknown>>
interface Json {
  readonly resource: Record<string, Named>
  readonly provider: { readonly aws: Record<string, unknown>[] }
  readonly terraform: Record<string, unknown>
  readonly output: Record<string, unknown>
}

const jsonOf = (stack: string): Json => structuredClone(rendered.get(stack)) as never

function proof(stack: string, json: object): Verification {
  const stacks = [{ name: stack, read: () => JSON.stringify(json) }]
  return verify({ ...built, stacks, render: (name) => rendered.get(name) ?? {} })
}

/** What is told after an edit of a stack: messages of differences, and rules that fail. */
function told(stack: string, edit: (json: Json) => void): string[] {
  const json = jsonOf(stack)
  edit(json)
  const { differences, lints } = proof(stack, json)
  return [...differences.map(({ message }) => message), ...lints.failures.map(({ rule }) => rule)]
}

test.each([...rendered.keys()])('%s is as the files say', (stack) => {
  const { differences, lints, decisions } = proof(stack, jsonOf(stack))
  expect(differences).toEqual([])
  expect(lints.failures).toEqual([])
  if (BOOTSTRAPS.includes(stack)) expect(decisions.refusals).toBeGreaterThan(500)
})

test('every role is asked for both phases of every workspace', () => {
  const [hub, lab] = BOOTSTRAPS.map((each) => proof(each, jsonOf(each)).decisions.matrix)
  // hub, lab, beside and the two of an administrator, in two phases each.
  expect([hub, lab]).toEqual([8 * 10, 2 * 10])
})

test('every edit of a trust policy is told', () => {
  const score = new Score('trust policies of runs')
  const { roles } = rolesOf(readStack('bootstrap-lab', JSON.stringify(jsonOf('bootstrap-lab'))))
  for (const { name, trust } of roles) {
    const address = Object.entries(jsonOf('bootstrap-lab').resource.aws_iam_role!).find(
      ([, each]) => each.name === name,
    )![0]
    for (const { edit, trust: mutant } of mutantsOf(trust)) {
      if (!score.next()) continue
      const messages = told('bootstrap-lab', ({ resource }) => {
        resource.aws_iam_role![address]!.assume_role_policy = JSON.stringify(mutant)
      })
      score.add(`${name}: ${edit}`, messages.length > 0)
    }
  }
  score.expectAllCaught(40)
})

describe('what opens is told by evaluation, whatever the text', () => {
  const bootstrap = declaredBootstraps(built.mesh).find(({ name }) => name === 'bootstrap-lab')!
  const HOST = 'terraform.example.com'
  const SUBJECT = 'organization:acme-org:project:Data mesh:workspace:lab:run_phase:'
  const { roles } = rolesOf(readStack('bootstrap-lab', JSON.stringify(jsonOf('bootstrap-lab'))))
  const apply = roles.find(({ name }) => name === 'acme-lab-terraform-apply')!
  const [right] = apply.trust.Statement
  const withConditions = (Condition: Statement['Condition']): PolicyDocument => ({
    ...apply.trust,
    Statement: [{ ...right!, Condition: Condition! }],
  })
  const AUD = { [`${HOST}:aud`]: 'aws:mesh' }
  const sub = (value: string): Record<string, string> => ({ [`${HOST}:sub`]: value })

  test.each<[string, PolicyDocument, string]>([
    [
      'any phase',
      withConditions({ StringEquals: AUD, StringLike: sub(`${SUBJECT}*`) }),
      'opens to the plan of the workspace lab',
    ],
    [
      'any workspace',
      withConditions({
        StringEquals: AUD,
        StringLike: sub('organization:acme-org:project:Data mesh:*:run_phase:apply'),
      }),
      'opens to the apply of the workspace hub',
    ],
    [
      'any project',
      withConditions({
        StringEquals: AUD,
        StringLike: sub('organization:acme-org:project:*:workspace:lab:run_phase:apply'),
      }),
      'opens to organization:acme-org:project:Another project:workspace:lab:run_phase:apply',
    ],
    [
      'any organization',
      withConditions({ StringEquals: AUD, StringLike: sub('*:run_phase:apply') }),
      'opens to organization:another',
    ],
    ['no subject', withConditions({ StringEquals: AUD }), 'opens to a token without a subject'],
    [
      'any audience',
      withConditions({ StringEquals: sub(`${SUBJECT}apply`) }),
      'opens to a token for sts.amazonaws.com',
    ],
    [
      'the wrong phase',
      withConditions({ StringEquals: { ...AUD, ...sub(`${SUBJECT}plan`) } }),
      'does not open to the apply',
    ],
    [
      'an identity provider of people',
      {
        ...apply.trust,
        Statement: [
          right!,
          {
            Effect: 'Allow',
            Principal: { Federated: 'arn:aws:iam::111111111111:saml-provider/acme-databricks' },
            Action: 'sts:AssumeRoleWithSAML',
          },
        ],
      },
      'opens through databricks',
    ],
    [
      'the account',
      {
        ...apply.trust,
        Statement: [
          right!,
          { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111111111111:root' }, Action: 'sts:AssumeRole' },
        ],
      },
      'opens to arn:aws:iam::111111111111:root',
    ],
  ])('%s', (_, trust, message) => {
    const { differences } = verifyRuns(built.mesh, bootstrap, [{ ...apply, trust }])
    expect(differences.map((each) => each.message).join('\n')).toContain(`acme-lab-terraform-apply ${message}`)
    expect(differences[0]).toMatchObject({ kind: 'trust', environment: 'bootstrap-lab', role: apply.name })
    expect(differences[0]?.at).toBeDefined()
  })

  test('a role that nobody declares opens to nobody', () => {
    const { differences } = verifyRuns(built.mesh, bootstrap, [{ ...apply, name: 'acme-lab-terraform-other' }])
    expect(differences.map(({ message }) => message)).toEqual([
      'acme-lab-terraform-other opens to the apply of the workspace lab',
    ])
  })
})

describe('what a stack of an administrator holds', () => {
  const PLAN = 'lab_plan'

  test.each<[string, (json: Json) => void, string]>([
    [
      'the plan with the rights of the apply',
      ({ resource }) => {
        const policies = resource.aws_iam_role_policy!
        policies[`${PLAN}__run-environment-read`]!.policy = policies['lab_apply__run-environment-write']!.policy
      },
      'run-reads',
    ],
    [
      'one more policy',
      ({ resource }) => {
        const policies = resource.aws_iam_role_policy!
        policies.more = {
          ...policies['lab_apply__run-environment-write'],
          name: 'more',
          role: 'acme-lab-terraform-plan',
        }
      },
      'there is the policy more of role acme-lab-terraform-plan, which no line declares',
    ],
    [
      'one action more',
      ({ resource }) => {
        const policy = resource.aws_iam_role_policy!['lab_apply__run-environment-write']!
        const document = JSON.parse(String(policy.policy)) as PolicyDocument
        const [first, ...rest] = document.Statement
        const Statement = [{ ...first!, Action: [first!.Action as string[], 'iam:AttachRolePolicy'].flat() }, ...rest]
        policy.policy = policyText({ ...document, Statement })
      },
      'administrative-action',
    ],
    [
      'another path',
      ({ resource }) => {
        resource.aws_iam_role![PLAN]!.path = '/acme/'
      },
      'path',
    ],
    [
      'a longer session',
      ({ resource }) => {
        resource.aws_iam_role![PLAN]!.max_session_duration = 43200
      },
      'max_session_duration',
    ],
    [
      'another audience',
      ({ resource }) => {
        resource.aws_iam_openid_connect_provider!.runs!.client_id_list = ['aws:mesh', 'aws.workload.identity']
      },
      'client_id_list',
    ],
    [
      'the tag by which hooks know what is theirs',
      ({ provider }) => {
        provider.aws[0]!.default_tags = [
          { tags: { owner: 'data-platform', 'trustloom:mesh': 'acme', 'trustloom:stack': 'bootstrap-lab' } },
        ]
      },
      'trustloom:mesh',
    ],
    [
      'another account',
      ({ provider }) => {
        provider.aws[0]!.allowed_account_ids = ['999999999999']
      },
      'allowed_account_ids',
    ],
    [
      'another workspace',
      ({ terraform }) => {
        terraform.cloud = { organization: 'acme-org', workspaces: { name: 'lab' } }
      },
      'the block terraform',
    ],
    [
      'variables that lead to another role',
      ({ output }) => {
        output.variables = { value: {} }
      },
      'the block output',
    ],
  ])('%s is told', (_, edit, message) => {
    expect(told('bootstrap-lab', edit).join('\n')).toContain(message)
  })
})

describe('an environment that runs apply', () => {
  test.each<[string, (json: Json) => void, string]>([
    [
      'other credentials',
      ({ provider }) => {
        provider.aws[1]!.shared_config_files = provider.aws[0]!.shared_config_files
      },
      'the provider aws.hub',
    ],
    [
      'a role that is assumed',
      ({ provider }) => {
        provider.aws[0]!.assume_role = [{ role_arn: 'arn:aws:iam::111111111111:role/x' }]
      },
      'assume_role',
    ],
    [
      'an administrator of Lake Formation that plans',
      ({ resource }) => {
        const settings = resource.aws_lakeformation_data_lake_settings!.settings!
        settings.admins = [settings.admins, settings.read_only_admins].flat()
      },
      'the Lake Formation settings',
    ],
    [
      'one more reader of Lake Formation',
      ({ resource }) => {
        const settings = resource.aws_lakeformation_data_lake_settings!.settings!
        settings.read_only_admins = [settings.read_only_admins, 'arn:aws:iam::111111111111:role/x'].flat()
      },
      'read_only_admins',
    ],
  ])('%s is told', (_, edit, message) => {
    expect(told('lab', edit).join('\n')).toContain(message)
  })
})

test('what goes further than the stacks is listed as an exception', () => {
  const { exceptions } = proof('hub', jsonOf('hub'))
  const listed = exceptions.filter(({ environment }) => environment.startsWith('bootstrap-'))
  expect(listed.map(({ role, what }) => `${role} ${what}`)).toEqual([
    'acme-hub-terraform-apply makes roles without a boundary',
    'acme-beside-terraform-apply makes roles without a boundary',
    'acme-beside-rows-plan reads what groups have in every environment',
    'acme-beside-rows-apply changes what groups have in every environment',
    'acme-lab-rows-plan reads what groups have in every environment',
    'acme-lab-rows-apply changes what groups have in every environment',
    'acme-lab-terraform-apply makes roles without a boundary',
    'acme-lab-terraform-apply can read the tables that it makes',
  ])
  for (const { at, reason } of listed) expect([at === undefined, reason]).toEqual([false, expect.stringMatching(/./)])
})
