import type { Apigatewayv2Api } from '@cdktf/provider-aws/lib/apigatewayv2-api'
import type { DynamodbTable } from '@cdktf/provider-aws/lib/dynamodb-table'
import { Construct } from 'constructs'
import {
  accessLogGroup,
  apiName,
  HOOK_VARIABLES,
  logGroupArn,
  secretName,
  signsIn,
  type HubScope,
} from '../../core/model/hook-names'
import type { HookSettings } from '../../core/model/schema/hooks'
import type { CompiledFunction, CompiledHooks } from '../../core/policy/hooks'
import { EventSync } from './event-sync'
import { HookAlarms } from './hook-alarms'
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
  /** What an identity provider calls; `undefined` where none does. */
  readonly api: Apigatewayv2Api | undefined

  constructor(scope: Construct, id: string, props: HubHooksProps & { readonly table: DynamodbTable }) {
    super(scope, id)
    const { hub, compiled, settings, table } = props
    const functions = compiled.functions.map((each) => this.addFunction(each, props))
    this.api = this.addApi(functions, props)
    const sync = compiled.sync && new EventSync(this, 'sync', { hub, compiled: compiled.sync, functions, table })
    new HookAlarms(this, 'alarms', {
      mesh: hub.mesh,
      functions,
      queues: sync?.queues,
      api: this.api,
      topic: settings.alarmTopic,
    })
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
    return new HookFunction(this, names.key, {
      names,
      ...HOOK_KINDS[hook],
      trust,
      policies,
      codeHash,
      logDays: settings.logDays,
      variables: {
        ...(isCalled(names) && sendsSecret(settings) && { [HOOK_VARIABLES.secret]: secretName(hub.mesh) }),
        ...(service !== undefined && { [HOOK_VARIABLES.service]: service }),
        ...(queue !== undefined && { [HOOK_VARIABLES.queue]: queue }),
      },
      ...(signsIn(names) && settings.concurrency),
      permissionsBoundary,
    })
  }

  private addApi(functions: readonly HookFunction[], { hub, settings }: HubHooksProps): Apigatewayv2Api | undefined {
    const called = functions.filter(({ names }) => isCalled(names))
    if (called.length === 0) return undefined
    const { authentication, throttling, logDays } = settings
    if (sendsSecret(settings)) new HookSecret(this, 'hook', { name: secretName(hub.mesh) })
    const logGroup = accessLogGroup(hub.mesh)
    const { api } = new SignInApi(this, 'sign_in', {
      name: apiName(hub.mesh),
      routes: Object.fromEntries(
        called.map(({ names: { hook, key }, callee }) => [`/${hook.replace('-', '/')}`, { key, callee }]),
      ),
      jwt: authentication.type === 'jwt' ? authentication : undefined,
      throttling,
      logGroup,
      logGroupArn: logGroupArn(hub, logGroup),
      logDays,
    })
    return api
  }
}

/** Whether an identity provider calls the function through the API. */
const isCalled = ({ hook }: Pick<CompiledFunction, 'hook'>): boolean => hook === 'okta-saml' || hook === 'okta-token'

const sendsSecret = ({ authentication }: HookSettings): boolean => authentication.type === 'secret'
