import type { Mesh } from './mesh'
import { tableName } from './names'
import type { Partition } from './partition'
import type { Registry } from './registry'
import type { RiskLevels } from './risk/rules'
import type { RunTaskSettings } from './schema/run-task'
import type { MeshSettings } from './schema/mesh'
import type { Service } from './schema/service'

/**
 * What the hooks know of a mesh: it travels with their code, and is no secret. Groups are not among it, so that a new
 * one needs no apply of the hub: each environment's row META names its own, with their codes.
 */
export interface HookConfig {
  readonly mesh: string
  readonly partition: Partition
  /** Where the hooks run. */
  readonly hub: { readonly account: string; readonly region: string }
  /** The pattern that every source identity must match. */
  readonly sourceIdentity: string
  /** The entitlement table's name. */
  readonly table: string
  /** Whether rows of run time count. */
  readonly sync: boolean
  /** Code → the group that had it: it gets the code again when it comes back, and nobody else does. */
  readonly retired: Readonly<Record<string, string>>
  readonly services: Readonly<Record<string, HookService>>
  /** Session tag → the claim that carries it. */
  readonly attributes: Readonly<Record<string, string>>
  readonly environments: Readonly<Record<string, { readonly account: string; readonly region: string }>>
  /** What the run task must know. @default - the hub has none */
  readonly runTask?: RunTaskConfig | undefined
}

/** How the run task judges plans. */
export interface RunTaskConfig {
  /** From which risk on a run fails. */
  readonly failOn: RunTaskSettings['failOn']
  /** The host of HCP Terraform: plans are read from it and results go to it, and nowhere else. */
  readonly host: string
  /** Reason → level, where the mesh has changed it. */
  readonly levels: RiskLevels
}

/** What a sign-in hook knows of a service. */
export interface HookService {
  readonly protocol: Service['protocol']
  /** The identity provider's id of the application. @default - the SAML hook cannot route to the service */
  readonly application?: string | undefined
  /** The issuer of the tokens, of an OpenID Connect service. */
  readonly issuer?: string | undefined
  /** Client ids of an OpenID Connect service. */
  readonly clientIds?: readonly string[] | undefined
  /** How many group codes a session may carry. */
  readonly maxGroups: number
  /** The claim that carries the user's groups. */
  readonly groupsClaim: string
  /** The user pool's attribute that keeps the groups. @default - the groups of the pool count */
  readonly groupsAttribute?: string | undefined
  /** Whether the assertion carries the two Lake Formation attributes. @default false */
  readonly lakeFormation?: boolean | undefined
}

/** What the hooks of a mesh must know. */
export function hookConfig({ settings, environments }: Mesh, registry: Registry): HookConfig {
  const { mesh, partition, hub, sourceIdentity, sync, services, hooks } = settings
  return {
    mesh,
    partition,
    hub,
    sourceIdentity,
    table: tableName(mesh),
    sync: sync === 'pull',
    retired: registry.retired,
    services: Object.fromEntries(Object.entries(services).map(([name, each]) => [name, hookService(each)])),
    attributes: hooks?.attributes ?? {},
    environments: Object.fromEntries(
      [...environments].map(([name, { account, region }]) => [name, { account, region }]),
    ),
    ...(hooks?.runTask && { runTask: runTaskConfig(settings, hooks.runTask) }),
  }
}

const TERRAFORM_CLOUD = 'app.terraform.io'

function runTaskConfig(settings: MeshSettings, { failOn, hostname }: RunTaskSettings): RunTaskConfig {
  const { backend } = settings
  const ofBackend = backend.type === 'cloud' ? backend.hostname : undefined
  return { failOn, host: hostname ?? ofBackend ?? TERRAFORM_CLOUD, levels: settings.review?.risk ?? {} }
}

function hookService(service: Service): HookService {
  const { protocol, application, maxGroups, groupsClaim } = service
  const base = { protocol, application, maxGroups, groupsClaim }
  if (service.protocol === 'cognito') {
    const groupsAttribute = service.userPool?.groupsAttribute
    return groupsAttribute === undefined ? base : { ...base, groupsAttribute }
  }
  if (service.protocol === 'oidc') return { ...base, issuer: service.issuer, clientIds: service.clientIds }
  return service.lakeFormationGroups ? { ...base, lakeFormation: true } : base
}
