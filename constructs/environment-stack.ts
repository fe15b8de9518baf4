import { AwsProvider } from '@cdktf/provider-aws/lib/provider'
import { Construct } from 'constructs'
import { NO_RULES, type ChangeRules } from '../core/model/change-rules'
import { appliedRow, entitlementRows } from '../core/model/entitlements'
import type { EnvironmentAccess } from '../core/model/graph'
import { rolePath } from '../core/model/names'
import { RESULT_DAYS, resultsFolder, resultsNames } from '../core/model/results'
import { trustMark, type TrustRow } from '../core/model/trust-row'
import type { CompiledEnvironment } from '../core/policy/environment-policies'
import type { CompiledSyncRole } from '../core/policy/hooks'
import type { AccessRole } from './access-role'
import { DataLakeSettings } from './data-lake-settings'
import { EntitlementRows, type EntitlementRowsProps } from './entitlement-rows'
import { addDatasets } from './environment/datasets'
import { addGrants } from './environment/grants'
import { environmentOutput } from './environment/output'
import { addProviders, providersOf, type Providers } from './environment/providers'
import { addRoles } from './environment/roles'
import { HomeStorage, type HomeRoleProps } from './home-storage'
import {
  accountOf,
  AWS_PROVIDER_FOR_ALL_COLUMNS,
  MeshStack,
  type AccountProps,
  type MeshStackProps,
} from './mesh-stack'
import { QueryWorkgroup } from './query-workgroup'
import { addRunCredentials } from './run-credentials'
import { SecureBucket } from './secure-bucket'
import { TrustSyncRole } from './trust-sync-role'

export interface EnvironmentStackProps extends MeshStackProps {
  readonly environment: CompiledEnvironment
  /** SAML metadata by service. */
  readonly metadata: Readonly<Record<string, string>>
  /** The services whose provider the account has already, and Terraform takes over. @default - none */
  readonly adopted?: ReadonlySet<string> | undefined
  /** ARNs of the Lake Formation administrators. */
  readonly administrators: readonly string[]
  /** ARNs of those who see all of Lake Formation and may change nothing. @default - none */
  readonly readers?: readonly string[] | undefined
  /** ARN of a permissions boundary for every role. @default - none */
  readonly permissionsBoundary?: string | undefined
  /** How changes are checked, rated and approved. @default - nobody says */
  readonly rules?: ChangeRules | undefined
  /** The environment's digest. */
  readonly revision: string
  /** What trust-sync works with. @default - it leaves the environment alone */
  readonly sync?: { readonly role: CompiledSyncRole; readonly trust: TrustRow } | undefined
  /** The hub's account, its table, and how Terraform reaches it. */
  readonly hub: AccountProps & { readonly table: string }
}

/** Everything of one environment: its data, its roles, its grants, and its rows in the hub's table. */
export class EnvironmentStack extends MeshStack {
  constructor(scope: Construct, name: string, props: EnvironmentStackProps) {
    const { environment, permissionsBoundary } = props
    const { access } = environment
    const tags = { ...props.tags, 'trustloom:domain': access.domain, 'trustloom:stage': access.stage }
    super(scope, name, { ...props, tags, awsProvider: providerFor(access) })
    if ((props.credentials ?? props.hub.credentials) !== undefined) addRunCredentials(this)
    const hub = new AwsProvider(this, 'hub', { alias: 'hub', ...accountOf(props.hub) })
    const { account } = access
    const lake = new DataLakeSettings(this, 'lake', {
      administrators: props.administrators,
      readers: props.readers,
      account,
    })
    const datasets = addDatasets(this, { environment, lake, permissionsBoundary })
    const providers = addProviders(this, environment, props)
    const marks = marksOf(props.sync?.trust)
    const roles = addRoles(this, { environment, providers, marks, permissionsBoundary })
    this.addQueries(environment)
    const home = this.addHome(props, providers, marks)
    addGrants(this, { environment, lake, datasets, roles })
    const { table } = props.hub
    const rows = entitlementRows(access)
    const trust = this.addSync(props, [...roles.values(), ...(home?.roles ?? [])])
    new EntitlementRows(this, 'rows', { table, rows, applied: appliedRow(access, props.revision), hub, trust })
    this.addOutput(environmentOutput(access, props.rules ?? NO_RULES))
  }

  /** Query results and job scripts, and a workgroup for each role that people query with. */
  private addQueries({ access, results }: CompiledEnvironment): void {
    const names = resultsNames(access)
    const storage = new SecureBucket(this, 'query_results', {
      ...names,
      description: `Query results and job scripts of ${access.environment}`,
      bucketPolicy: results.bucket,
      keyPolicy: results.key,
      expiry: { prefix: 'results/', days: RESULT_DAYS },
    })
    const scope = new Construct(this, 'workgroups')
    for (const { key, kind, name } of access.roles) {
      if (kind !== 'persona' && kind !== 'share' && kind !== 'live') continue
      const [bucket, folder] = [names.bucket, resultsFolder(name)]
      const props = {
        name,
        bucket,
        folder,
        keyArn: storage.key.arn,
        account: access.account,
        dependsOn: [storage.bucket],
      }
      new QueryWorkgroup(scope, key, props)
    }
  }

  private addHome(
    { environment, permissionsBoundary }: EnvironmentStackProps,
    providers: Providers,
    marks: ReadonlyMap<string, string>,
  ): HomeStorage | undefined {
    const { access, home, roles } = environment
    if (!home || !access.home) return undefined
    const opened = [...roles].flatMap(([key, { access: role, trust, policies }]): [string, HomeRoleProps][] => {
      if (role.kind !== 'home' || !trust || !policies.home) return []
      const base = {
        name: role.name,
        path: rolePath(access.mesh),
        sessionHours: role.sessionHours,
        permissionsBoundary,
      }
      const dependsOn = providersOf(trust.services, providers)
      return [
        [key, { ...base, persona: role.persona, policy: policies.home, trust, mark: marks.get(role.name), dependsOn }],
      ]
    })
    return new HomeStorage(this, 'home-storage', {
      bucket: access.home.bucket,
      alias: access.home.alias,
      bucketPolicy: home.bucket,
      keyPolicy: home.key,
      roles: Object.fromEntries(opened),
    })
  }

  /** The hub's way into the account, and what it renders trust policies from: written once all roles are there. */
  private addSync(
    { sync, permissionsBoundary }: EnvironmentStackProps,
    roles: readonly AccessRole[],
  ): EntitlementRowsProps['trust'] {
    if (!sync) return undefined
    const own = new TrustSyncRole(this, 'trust_sync', { role: sync.role, permissionsBoundary })
    return { row: sync.trust, dependsOn: [...roles.map((each) => each.role), own.role, ...own.policies] }
  }
}

/** Role → what trust-sync knows its trust by. */
const marksOf = (trust: TrustRow | undefined): ReadonlyMap<string, string> =>
  new Map(trust?.roles.map((role) => [role.name, trustMark(trust, role)]))

/** Not every release can make a filter on rows alone. */
const providerFor = ({ roles }: EnvironmentAccess): MeshStackProps['awsProvider'] =>
  roles.some(({ tables }) => tables.some(({ limit }) => limit?.columns === null))
    ? AWS_PROVIDER_FOR_ALL_COLUMNS
    : undefined
