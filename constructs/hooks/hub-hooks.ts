import type { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api'
import type { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table'
import { Construct } from 'constructs'
import {
  accessLogGroup,
  apiName,
  HOOK_VARIABLES,
  logGroupArn,
  RUN_TASK_PATH,
  runTaskKeyName,
  secretName,
  signsIn,
  type HubScope,
} from '../../core/model/hook-names'
import type { HookSettings } from '../../core/model/schema/hooks'
import type { CompiledFunction, CompiledHooks } from '../../core/policy/hooks'
import { EventSync } from './event-sync'
import { HookAlarms } from './hook-alarms'
import { handOver } from './hand-over'
import { HookFunction, type Callee } from './hook-function'
import { HOOK_KINDS } from './hook-kinds'
import { HookSecret } from './hook-secret'
import { SignInApi } from './sign-in-api'

export interface HubHooksProps {
  readonly hub: HubScope
  /** The functions, topics and queues, with their policies. */
  readonly compiled: CompiledHooks
  /** Function → SHA-256 of the zip of its code, in base64. */
  readonly code: Readonly<Record<string, string>>
  readonly settings: HookSettings
  /** ARN of a permissions boundary for every role. @default - none */
  readonly permissionsBoundary?: string | undefined
}

/** Everything that the hub runs: the functions, the API that an identity provider calls, and what feeds the others. */
export class HubHooks extends Construct {
  /** Service → what its user pool calls while it makes a token. */
  readonly triggers: ReadonlyMap<string, { readonly key: string; readonly callee: Callee }>
  /** The claims that session tags come from, sorted. */
  readonly claims: readonly string[]
  /** Output → an address of the API that somebody must be told; none where nobody calls. */
  readonly addresses: Readonly<Record<string, string>>

  constructor(scope: Construct, id: string, props: HubHooksProps & { readonly table: DynamodbTable }) {
    super(scope, id)
    const { hub, compiled, settings, table } = props
    const functions = compiled.functions.map((each) => this.addFunction(each, props))
    const api = this.addApi(functions, props)
    const sync = compiled.sync && new EventSync(this, 'sync', { hub, compiled: compiled.sync, functions, table })
    new HookAlarms(this, 'alarms', {
      mesh: hub.mesh,
      functions,
      queues: sync?.queues,
      api,
      isAuthorized: isAuthorized(functions, settings),
      topic: settings.alarmTopic,
    })
    this.addresses = {
      ...(api && functions.some(({ names }) => isSignIn(names)) && { sign_in_url: api.apiEndpoint }),
      ...(api && settings.runTask && { run_task_url: `${api.apiEndpoint}${RUN_TASK_PATH}` }),
    }
    this.claims = [...new Set(Object.values(settings.attributes))].sort()
    this.triggers = new Map(
      functions.flatMap(({ names: { service, key }, callee }) =>
        service === undefined ? [] : [[service, { key, callee }] as const],
      ),
    )
  }

  private addFunction(names: CompiledFunction, props: HubHooksProps): HookFunction {
    const { compiled, code, settings, hub, permissionsBoundary } = props
    const codeHash = code[names.name]
    if (codeHash === undefined) throw new Error(`the function ${names.name} has no code`)
    const { trust, policies, hook, service } = names
    const queue = hook === 'entitlement-sync' ? compiled.sync?.queues['trust-sync'].url : undefined
    const secret = isSignIn(names) && sendsSecret(settings) ? secretName(hub.mesh) : undefined
    const key = isRunTask(names) ? runTaskKeyName(hub.mesh) : undefined
    const hookFunction = new HookFunction(this, names.key, {
      names,
      ...HOOK_KINDS[hook],
      trust,
      policies,
      codeHash,
      runtime: settings.runtime,
      logDays: settings.logDays,
      variables: {
        ...((secret ?? key) !== undefined && { [HOOK_VARIABLES.secret]: secret ?? key }),
        ...(service !== undefined && { [HOOK_VARIABLES.service]: service }),
        ...(queue !== undefined && { [HOOK_VARIABLES.queue]: queue }),
      },
      ...(signsIn(names) && settings.concurrency),
      permissionsBoundary,
    })
    if (isRunTask(names)) handOver(this, names.key, hookFunction)
    return hookFunction
  }

  private addApi(functions: readonly HookFunction[], { hub, settings }: HubHooksProps): Apigatewayv2Api | undefined {
    const called = functions.filter(({ names }) => isSignIn(names) || isRunTask(names))
    if (called.length === 0) return undefined
    const { authentication, throttling, logDays } = settings
    const signIns = called.some(({ names }) => isSignIn(names))
    if (signIns && sendsSecret(settings))
      new HookSecret(this, 'hook', { name: secretName(hub.mesh), ...SIGN_IN_SECRET })
    if (settings.runTask) new HookSecret(this, 'run_task_key', { name: runTaskKeyName(hub.mesh), ...RUN_TASK_KEY })
    const logGroup = accessLogGroup(hub.mesh)
    const { api } = new SignInApi(this, 'sign_in', {
      name: apiName(hub.mesh),
      routes: Object.fromEntries(
        called.map(({ names, callee }) => [pathOf(names), { key: names.key, callee, isSigned: isRunTask(names) }]),
      ),
      jwt: isAuthorized(called, settings) && authentication.type === 'jwt' ? authentication : undefined,
      throttling,
      logGroup,
      logGroupArn: logGroupArn(hub, logGroup),
      logDays,
    })
    return api
  }
}

const SIGN_IN_SECRET = { description: 'What the identity provider sends to the sign-in hooks' }
const RUN_TASK_KEY = { description: 'What HCP Terraform signs with when it calls the run task' }

type Hook = Pick<CompiledFunction, 'hook'>

/** Whether an identity provider calls the function through the API. */
const isSignIn = ({ hook }: Hook): boolean => hook === 'okta-saml' || hook === 'okta-token'

/** Whether HCP Terraform does. */
const isRunTask = ({ hook }: Hook): boolean => hook === 'run-task'

const pathOf = (names: Hook): string => (isRunTask(names) ? RUN_TASK_PATH : `/${names.hook.replace('-', '/')}`)

/** Whether the API itself refuses callers, before any function sees them. */
const isAuthorized = (functions: readonly HookFunction[], { authentication }: HookSettings): boolean =>
  authentication.type === 'jwt' && functions.some(({ names }) => isSignIn(names))

const sendsSecret = ({ authentication }: HookSettings): boolean => authentication.type === 'secret'
