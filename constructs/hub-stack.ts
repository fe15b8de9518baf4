import { TerraformOutput } from 'cdktf'
import { Construct } from 'constructs'
import { NO_RULES, writtenRules, type ChangeRules } from '../core/model/change-rules'
import { HUB } from '../core/model/stack-names'
import type { PolicyDocument } from '../core/policy/document'
import { CognitoProvider, type CognitoProviderProps } from './cognito-provider'
import { EntitlementTable } from './entitlement-table'
import { callerPermission } from './hooks/caller-permission'
import { HubHooks, type HubHooksProps } from './hooks/hub-hooks'
import { MeshStack, type MeshStackProps } from './mesh-stack'
import { tableItem } from './table-item'

export interface HubStackProps extends MeshStackProps {
  /** Name and key of the entitlement table. */
  readonly table: { readonly name: string; readonly alias: string; readonly keyPolicy: PolicyDocument }
  /** How changes are checked, rated and approved. @default - nobody says */
  readonly rules?: ChangeRules | undefined
  /** The services of the mesh, as rows of the table. */
  readonly services: Readonly<Record<string, ServiceRow>>
  /** Identity pools that the hub makes, by service. @default - none */
  readonly pools?: Readonly<Record<string, CognitoProviderProps>> | undefined
  /** What the hub runs. @default - nothing */
  readonly hooks?: HubHooksProps | undefined
}

/** What a sign-in hook knows of a service. */
export interface ServiceRow {
  readonly protocol: 'saml' | 'oidc' | 'cognito'
  /** The identity provider's id of the application. @default - the hook cannot route to the service */
  readonly application?: string | undefined
  /** How many group codes a session may carry. */
  readonly maxGroups: number
  /** The claim that carries the user's groups. */
  readonly groupsClaim: string
}

/**
 * The virtualization layer's account: the entitlement table, the services, the identity pools that it makes, and the
 * hooks.
 */
export class HubStack extends MeshStack {
  constructor(scope: Construct, props: HubStackProps) {
    super(scope, HUB, props)
    const { table } = new EntitlementTable(this, 'entitlements', props.table)
    const services = new Construct(this, 'services')
    for (const [name, service] of Object.entries(props.services)) {
      const item = { PK: `SERVICE#${name}`, SK: 'META', ...service }
      tableItem(services, `service_${name}`, { table: props.table.name, item, dependsOn: [table] })
    }
    const hooks = props.hooks && new HubHooks(this, 'hooks', { ...props.hooks, table })
    const pools = new Construct(this, 'pools')
    for (const [name, pool] of Object.entries(props.pools ?? {})) {
      this.addPool(pools, name, pool, hooks)
    }
    for (const [name, value] of Object.entries(hooks?.addresses ?? {})) new TerraformOutput(this, name, { value })
    const { mesh, table: named, rules = NO_RULES } = props
    this.addOutput({ schemaVersion: 1, mesh, environment: HUB, table: named.name, rules: writtenRules(rules) })
  }

  /** A pool without a function of its own calls the hub's, and it alone may. */
  private addPool(scope: Construct, name: string, pool: CognitoProviderProps, hooks: HubHooks | undefined): void {
    const trigger = pool.trigger === undefined ? hooks?.triggers.get(name) : undefined
    if (!trigger) {
      new CognitoProvider(scope, name, pool)
      return
    }
    const { key, callee } = trigger
    const { userPool } = new CognitoProvider(scope, name, {
      ...pool,
      trigger: callee.arn,
      dependsOn: callee.ready,
      attributes: hooks?.claims,
    })
    callerPermission(scope, key, { callee, service: 'cognito-idp.amazonaws.com', source: userPool.arn })
  }
}
