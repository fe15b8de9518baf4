import { roleArn } from './arn'
import type { Named } from './hook-names'
import type { Mesh } from './mesh'
import { roleName } from './names'
import type { MeshSettings } from './schema/mesh'

/**
 * The roles that runs of HCP Terraform assume, where the backend has `credentials`: in every account one pair for the
 * account's own workspace, and in the hub's account one more pair for each environment, which writes its rows there.
 */
export const RUN_PHASES = ['plan', 'apply'] as const
export type RunPhase = (typeof RUN_PHASES)[number]

/** What a role reaches: the hub's stack, an environment's stack, or the rows of an environment in the hub's table. */
export type RunReach = 'hub' | 'environment' | 'rows'

export interface RunRole extends Named {
  /** What its address is made of: `hub_plan`, `<environment>_apply`, `<environment>_rows_plan`. */
  readonly key: string
  readonly path: string
  readonly reach: RunReach
  /** Only runs of this workspace, which is named after its stack, … */
  readonly workspace: string
  /** … and only in this phase. */
  readonly phase: RunPhase
}

/** A stack that an administrator applies once, before any run: one an account. */
export interface Bootstrap {
  /** Its name. */
  readonly stack: string
  readonly account: string
  readonly region: string
  readonly roles: readonly RunRole[]
}

/** Who vouches for a run, and for what. */
export interface RunIssuer {
  /** `https://` and the host name, without a slash at the end, as tokens name it. */
  readonly url: string
  /** The audience of the tokens: the provider's only client id. */
  readonly audience: string
  readonly organization: string
  readonly project: string
}

/** The tag that tells the hub's credentials from the environment's own in a workspace's variables. */
export const HUB_TAG = 'HUB'
/** What HCP Terraform fills with the place of each account's credentials. */
export const CREDENTIALS_VARIABLE = 'tfc_aws_dynamic_credentials'

/** Of HCP Terraform's tokens for AWS, where no variable says otherwise. */
export const DEFAULT_AUDIENCE = 'aws.workload.identity'

const DEFAULT_HOST = 'app.terraform.io'
const HUB_STACK = 'hub'

type Settings = Pick<MeshSettings, 'mesh' | 'partition' | 'hub' | 'backend'>

/** `undefined` where runs get no credentials. */
export function runIssuer({ backend }: Pick<Settings, 'backend'>): RunIssuer | undefined {
  if (backend.type !== 'cloud' || !backend.credentials) return undefined
  const { organization, project, hostname = DEFAULT_HOST, credentials } = backend
  // A project is required beside `credentials`; that has its own message.
  return { url: `https://${hostname}`, audience: credentials.audience, organization, project: project ?? '' }
}

/**
 * What a token says of its run.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/workload-identity-tokens
 */
export const runSubject = (
  { organization, project }: Pick<RunIssuer, 'organization' | 'project'>,
  { workspace, phase }: Pick<RunRole, 'workspace' | 'phase'>,
): string => `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`

/** No role of the mesh lies on this path, so that no run can change the roles of runs. */
export const runPath = (mesh: string): string => `/${mesh}-terraform/`

export const bootstrapName = (stack: string): string => `bootstrap-${stack}`

/** Every stack of an administrator, the hub's first; none where runs get no credentials. */
export function bootstraps({ settings, environments }: Pick<Mesh, 'settings' | 'environments'>): readonly Bootstrap[] {
  if (!runIssuer(settings)) return []
  const { hub } = settings
  const places = [...environments].map(([name, { account, region }]) => ({ name, account, region }))
  const inHub = places.filter((each) => each.account === hub.account)
  const elsewhere = places.filter((each) => each.account !== hub.account)
  return [
    {
      stack: bootstrapName(HUB_STACK),
      account: hub.account,
      region: hub.region,
      roles: [
        ...pair(settings, { name: HUB_STACK, account: hub.account }, 'hub'),
        ...inHub.flatMap((each) => pair(settings, each, 'environment')),
        ...places.flatMap((each) => pair(settings, { name: each.name, account: hub.account }, 'rows')),
      ],
    },
    ...elsewhere.map((each) => ({
      stack: bootstrapName(each.name),
      account: each.account,
      region: each.region,
      roles: pair(settings, each, 'environment'),
    })),
  ]
}

/** The role of an environment's own account with which a phase of its runs works. */
export const environmentRun = (
  settings: Settings,
  environment: { readonly name: string; readonly account: string },
  phase: RunPhase,
): RunRole => runRole(settings, environment, 'environment', phase)

const pair = (
  settings: Settings,
  place: { readonly name: string; readonly account: string },
  reach: RunReach,
): RunRole[] => RUN_PHASES.map((phase) => runRole(settings, place, reach, phase))

function runRole(
  { mesh, partition, hub }: Settings,
  { name: workspace, account }: { readonly name: string; readonly account: string },
  reach: RunReach,
  phase: RunPhase,
): RunRole {
  const path = runPath(mesh)
  const what = reach === 'rows' ? 'rows' : 'terraform'
  const name = roleName({ mesh, environment: workspace, account }, `${what}-${phase}`)
  const key = reach === 'rows' ? `${workspace}_rows_${phase}` : `${workspace}_${phase}`
  // IAM's ARNs have no Region.
  const arn = roleArn({ partition, account, region: hub.region }, path, name)
  return { key, name, path, arn, reach, workspace, phase }
}
