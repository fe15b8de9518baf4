import { roleArn, type ArnScope } from './arn'
import type { MeshSettings } from './schema/mesh'
import { fit, NAME_LIMITS, roleName } from './names'

/** The hooks: each a folder below `hooks/`, a bundle and a zip. */
export const HOOKS = ['okta-saml', 'okta-token', 'cognito-token', 'entitlement-sync', 'trust-sync', 'run-task'] as const
export type HookName = (typeof HOOKS)[number]

/** The account and Region of the hub, and whose it is. */
export interface HubScope extends ArnScope {
  readonly mesh: string
}

export const hubScope = ({ mesh, partition, hub }: Pick<MeshSettings, 'mesh' | 'partition' | 'hub'>): HubScope => ({
  mesh,
  partition,
  ...hub,
})

/** A function of the hub: its name, and those of what belongs to it. */
export interface HookFunction {
  /** Whose code it runs. */
  readonly hook: HookName
  /** What its addresses are made of: `okta_saml`, `cognito_<service>`. */
  readonly key: string
  /** The service that it is for. @default - all of its protocol */
  readonly service?: string
  readonly name: string
  readonly arn: string
  readonly role: { readonly name: string; readonly path: string; readonly arn: string }
  readonly logGroup: string
}

/** Its version that is kept warm; callers call it instead of the function. */
export const LIVE_ALIAS = 'live'

/** What the functions are told beside `mesh.json`. */
export const HOOK_VARIABLES = {
  /** Id of the secret that callers send, or sign with. */
  secret: 'TRUSTLOOM_SECRET',
  /** The service whose tokens a function makes. */
  service: 'TRUSTLOOM_SERVICE',
  /** URL of the queue of trust-sync. */
  queue: 'TRUSTLOOM_QUEUE',
} as const

/**
 * The longest name of a function.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html
 */
const MAX_FUNCTION = 64

/** Every function that the hub runs, in a fixed order; none where the mesh has no `hooks`. */
export function hookFunctions(settings: MeshSettings): readonly HookFunction[] {
  if (!settings.hooks) return []
  const services = Object.entries(settings.services)
  const sync = settings.sync === 'pull'
  const has = (protocol: string): boolean => services.some(([, each]) => each.protocol === protocol)
  const scope = hubScope(settings)
  const named = (hook: HookName): HookFunction => hookFunction(scope, hook, hook, hook.replace('-', '_'))
  return [
    ...(sync || has('saml') ? [named('okta-saml')] : []),
    ...(sync || has('oidc') ? [named('okta-token')] : []),
    ...services.flatMap(([service, each]): HookFunction[] => {
      if (each.protocol !== 'cognito' || each.userPool?.trigger !== undefined) return []
      return [{ ...hookFunction(scope, 'cognito-token', `cognito-${service}`, `cognito_${service}`), service }]
    }),
    ...(sync ? [named('entitlement-sync'), named('trust-sync')] : []),
    ...(settings.hooks.runTask ? [named('run-task')] : []),
  ]
}

function hookFunction(scope: HubScope, hook: HookName, suffix: string, key: string): HookFunction {
  const name = fit(`${scope.mesh}-${suffix}`, MAX_FUNCTION)
  const role = { name: fit(`${name}-hook`, NAME_LIMITS.role), path: `/${scope.mesh}-hub/` }
  return {
    hook,
    key,
    name,
    arn: `${regional(scope, 'lambda')}:function:${name}`,
    role: { ...role, arn: roleArn(scope, role.path, role.name) },
    logGroup: `/aws/lambda/${name}`,
  }
}

/** Whether a function signs people in: those are as many as the settings of concurrency say. */
export const signsIn = ({ hook }: Pick<HookFunction, 'hook'>): boolean =>
  hook.startsWith('okta-') || hook === 'cognito-token'

export const tableArn = (scope: HubScope, table: string): string => `${regional(scope, 'dynamodb')}:table/${table}`

/** The groups of a log; its streams are below it. */
export const logGroupArn = (scope: HubScope, group: string): string => `${regional(scope, 'logs')}:log-group:${group}`

/** Callers of the HTTP API send it; the operator puts its value, so that no state holds it. */
export const secretName = (mesh: string): string => `${mesh}-hook-secret`

/** With it HCP Terraform signs what it sends to the run task; the operator puts its value, so that no state holds it. */
export const runTaskKeyName = (mesh: string): string => `${mesh}-run-task-key`

/** AWS adds a dash and six characters, which nobody knows before the secret exists. */
export const secretArn = (scope: HubScope, name: string): string =>
  `${regional(scope, 'secretsmanager')}:secret:${name}-??????`

/** What HCP Terraform calls, below the address of the API. */
export const RUN_TASK_PATH = '/terraform/run-task'

/** The API through which an identity provider calls, and HCP Terraform; and its access log. */
export const apiName = (mesh: string): string => `${mesh}-sign-in`

/**
 * Below this prefix one resource policy of CloudWatch Logs serves all APIs; each other group would take room in it.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
 */
export const accessLogGroup = (mesh: string): string => `/aws/vendedlogs/${apiName(mesh)}`

/** Something with a name and an ARN. */
export interface Named {
  readonly name: string
  readonly arn: string
}

/** Events about the datasets of one environment. */
export const datasetTopic = (scope: HubScope, environment: string): Named =>
  named(scope, 'sns', `${scope.mesh}-datasets-${environment}`)

/** Every topic of a mesh with events about datasets. */
export const datasetTopics = (scope: HubScope): string => datasetTopic(scope, '*').arn

/** Events about services. */
export const serviceTopic = (scope: HubScope): Named => named(scope, 'sns', `${scope.mesh}-services`)

export type SyncHook = Extract<HookName, 'entitlement-sync' | 'trust-sync'>

/** A queue that feeds a hook, and where messages end that it could not handle. */
export interface QueueNames extends Named {
  readonly url: string
  readonly dead: Named
}

export function queueNames(scope: HubScope, hook: SyncHook): QueueNames {
  const queue = named(scope, 'sqs', `${scope.mesh}-${hook}`)
  const domain = scope.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'
  return {
    ...queue,
    url: `https://sqs.${scope.region}.${domain}/${scope.account}/${queue.name}`,
    dead: named(scope, 'sqs', `${queue.name}-dead`),
  }
}

/** The rule that lets trust-sync look at everything once an hour. */
export function reconcileRule(scope: HubScope): Named {
  const name = `${scope.mesh}-reconcile`
  return { name, arn: `${regional(scope, 'events')}:rule/${name}` }
}

/** The role in an environment's account with which trust-sync writes trust policies there. */
export function trustSyncRole(
  scope: HubScope,
  environment: { readonly name: string; readonly account: string },
): Named & {
  readonly path: string
} {
  const path = `/${scope.mesh}-sync/`
  const name = roleName({ mesh: scope.mesh, environment: environment.name, account: environment.account }, 'trust-sync')
  return { name, path, arn: roleArn({ ...scope, account: environment.account }, path, name) }
}

const named = (scope: HubScope, service: string, name: string): Named => ({
  name,
  arn: `${regional(scope, service)}:${name}`,
})

const regional = ({ partition, region, account }: HubScope, service: string): string =>
  `arn:${partition}:${service}:${region}:${account}`
