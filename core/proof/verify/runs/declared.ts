import type { Position } from '../../../model/diagnostic'
import type { Mesh } from '../../../model/mesh'
import { iamArn, nameOfRole } from '../facts/declared/names'

/** A role of runs, as the files declare it; said again here, so that it is not proved by itself. */
export interface DeclaredRun {
  readonly name: string
  /** For addresses in messages and outputs: the workspace whose runs assume it, in one phase. */
  readonly workspace: string
  readonly phase: 'plan' | 'apply'
  readonly reach: 'hub' | 'environment' | 'rows'
  readonly arn: string
  readonly at: Position | undefined
}

export interface DeclaredBootstrap {
  readonly name: string
  readonly account: string
  readonly region: string
  readonly runs: readonly DeclaredRun[]
  /** The host name of HCP Terraform. */
  readonly host: string
  readonly audience: string
  readonly organization: string
  readonly project: string
}

/** The stacks of an administrator: one an account, the hub's with the pairs that write the rows of environments. */
export function declaredBootstraps(mesh: Mesh): DeclaredBootstrap[] {
  const { backend, hub } = mesh.settings
  if (backend.type !== 'cloud' || !backend.credentials) return []
  const { organization, project = '', hostname: host = 'app.terraform.io' } = backend
  const issuer = { host, audience: backend.credentials.audience, organization, project }
  const environments = [...mesh.environments].map(([name, { account, region }]) => ({ name, account, region }))
  const away = environments.filter(({ account }) => account !== hub.account)
  const inHub = [
    ...pair(mesh, 'hub', hub.account, 'hub'),
    ...environments.flatMap(({ name, account }) =>
      account === hub.account ? pair(mesh, name, account, 'environment') : [],
    ),
    ...environments.flatMap(({ name }) => pair(mesh, name, hub.account, 'rows')),
  ]
  return [
    { name: 'bootstrap-hub', ...hub, runs: inHub, ...issuer },
    ...away.map(({ name, account, region }) => ({
      name: `bootstrap-${name}`,
      account,
      region,
      runs: pair(mesh, name, account, 'environment'),
      ...issuer,
    })),
  ]
}

function pair(mesh: Mesh, workspace: string, account: string, reach: DeclaredRun['reach']): DeclaredRun[] {
  const { mesh: prefix, partition } = mesh.settings
  return (['plan', 'apply'] as const).map((phase) => {
    const suffix = reach === 'rows' ? `rows-${phase}` : `terraform-${phase}`
    const name = nameOfRole(prefix, workspace, suffix)
    const arn = iamArn(partition, account, 'role', `${prefix}-terraform`, name)
    const at = mesh.places.mesh(['backend', 'credentials'])
    return { name, workspace, phase, reach, arn, at }
  })
}

/** What a token says of a run. */
export const subjectOf = (
  { organization, project }: Pick<DeclaredBootstrap, 'organization' | 'project'>,
  { workspace, phase }: Pick<DeclaredRun, 'workspace' | 'phase'>,
): string => `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`
