import type { Mesh } from '../../../../model/mesh'
import { blockFacts } from '../block-facts'
import type { Fact, FactScope } from '../fact'
import { factsOf } from '../facts-of'
import type { Stated } from '../stated'
import type { DeclaredBootstrap, DeclaredRun } from '../../runs/declared'
import { terraformBlock } from './blocks'
import { asItIs } from './environment'
import { statedRoleIn } from './role'

/** What the files declare of an administrator's stack: trust in HCP Terraform, the roles of runs, and what to tell it. */
export function bootstrapFacts(mesh: Mesh, bootstrap: DeclaredBootstrap, facts: FactScope): Fact[] {
  const { name, account, region, host, audience, runs } = bootstrap
  const { settings, places } = mesh
  const at = places.mesh(['backend', 'credentials'])
  const provider: Stated = {
    type: 'aws_iam_openid_connect_provider',
    at,
    written: { url: `https://${host}`, client_id_list: [audience] },
  }
  const roles = runs.flatMap((run) =>
    statedRoleIn(
      mesh,
      {},
      {
        name: run.name,
        path: `/${settings.mesh}-terraform/`,
        session: 3600,
        policies: [`run-${run.reach}-read`, ...(run.phase === 'apply' ? [`run-${run.reach}-write`] : [])],
        at: run.at,
      },
    ),
  )
  const tags = { ...settings.tags, 'trustloom:stack': name }
  const blocks = {
    provider: { aws: { region, allowed_account_ids: [account], default_tags: { tags } } },
    terraform: terraformBlock(mesh, name),
    output: {
      variables: { value: variablesOf(bootstrap) },
      trustloom: { value: { schemaVersion: 1, mesh: settings.mesh, environment: name } },
    },
  }
  return [...[provider, ...roles].flatMap((each) => factsOf(each, facts, asItIs)), ...blockFacts(blocks, asItIs, at)]
}

/** The environment variables of each workspace. */
function variablesOf({ runs, audience }: DeclaredBootstrap): Record<string, Record<string, string>> {
  const told = (run: DeclaredRun): Record<string, string> => {
    const tag = run.reach === 'rows' ? '_HUB' : ''
    return {
      [`TFC_AWS_PROVIDER_AUTH${tag}`]: 'true',
      [`TFC_AWS_${run.phase === 'plan' ? 'PLAN' : 'APPLY'}_ROLE_ARN${tag}`]: run.arn,
      ...(audience !== 'aws.workload.identity' && { [`TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE${tag}`]: audience }),
    }
  }
  const workspaces = [...new Set(runs.map(({ workspace }) => workspace))]
  return Object.fromEntries(
    workspaces.map((workspace): [string, Record<string, string>] => [
      workspace,
      Object.assign({}, ...runs.filter((each) => each.workspace === workspace).map(told)) as Record<string, string>,
    ]),
  )
}
