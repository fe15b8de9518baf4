import type { TerraformStack } from 'cdktf'
import type { Construct } from 'constructs'
import { adoptedServices } from '../core/model/adopted'
import { environmentRules, hubRules } from '../core/model/change-rules'
import { administratorsOf, readersOf } from '../core/model/deployer'
import { pathsOf, digestOf } from '../core/model/graph/paths'
import { fillArn, type Mesh } from '../core/model/mesh'
import { GROUP_TAG } from '../core/model/codes'
import { hubScope } from '../core/model/hook-names'
import { tableName } from '../core/model/names'
import { limitOf } from '../core/model/quotas/usage'
import { HUB_TAG, runIssuer } from '../core/model/run-roles'
import { HUB, OKTA } from '../core/model/stack-names'
import { trustRow } from '../core/model/trust-row'
import type { CompiledMesh } from '../core/policy/compile'
import type { CompiledEnvironment } from '../core/policy/environment-policies'
import type { CompiledHooks } from '../core/policy/hooks'
import type { HookSettings } from '../core/model/schema/hooks'
import type { BackendProps } from './backend'
import { BootstrapStack } from './bootstrap-stack'
import { EnvironmentStack } from './environment-stack'
import type { HubHooksProps } from './hooks/hub-hooks'
import { HubStack } from './hub-stack'
import { inputsText } from './inputs-text'
import type { AccountProps } from './mesh-stack'
import { oktaProps } from './okta-props'
import { OktaStack } from './okta-stack'
import { renderStack } from './render'

/** A stack that can be rendered: its name is that of its folder, its state and its workspace. */
export interface StackPlan {
  readonly name: string
  /** Names of the stacks that must be applied before. */
  readonly dependencies: readonly string[]
  /** A text of all that `render` reads: of equal texts it makes equal JSON. */
  inputs(): string
  /** The Terraform JSON. */
  render(): object
}

export interface MeshStacksOptions {
  /** Folder of local state files, relative to a stack's own folder. */
  readonly stateFolder: string
  /**
   * Function → SHA-256 of the zip that its code is in, in base64.
   * @default - that of an empty file: enough for a stack that nobody applies
   */
  readonly hookCode?: Readonly<Record<string, string>> | undefined
}

const NO_CODE = '47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='

/** The hub's stack, one an environment by name, Okta's, and those of an administrator. */
export function meshStacks(mesh: Mesh, compiled: CompiledMesh, options: MeshStacksOptions): StackPlan[] {
  const { okta } = mesh.settings
  const backend = backendOf(mesh, options)
  return [
    stackPlan(
      HUB,
      [],
      () => hubProps(mesh, compiled, options),
      (root, props) => new HubStack(root, props),
    ),
    ...[...compiled.environments].map(([name, environment]) =>
      stackPlan(
        name,
        [HUB],
        () => environmentProps(mesh, compiled, environment, options),
        (root, props) => new EnvironmentStack(root, name, props),
      ),
    ),
    ...(okta
      ? [
          stackPlan(
            OKTA,
            [HUB],
            () => oktaProps(mesh, okta, backend),
            (root, props) => new OktaStack(root, props),
          ),
        ]
      : []),
    ...compiled.bootstraps.map((bootstrap) =>
      stackPlan(
        bootstrap.stack,
        // Another hand applies it, with other credentials: nothing that deploys must wait for it, or apply it with the rest.
        [],
        () => ({ mesh: mesh.settings.mesh, backend, bootstrap, tags: mesh.settings.tags }),
        (root, props) => new BootstrapStack(root, props),
      ),
    ),
  ]
}

/** @param propsOf what the stack is made of, as plain data */
function stackPlan<T extends object>(
  name: string,
  dependencies: readonly string[],
  propsOf: () => T,
  make: (root: Construct, props: T) => TerraformStack,
): StackPlan {
  let known: T | undefined
  const props = (): T => (known ??= propsOf())
  return {
    name,
    dependencies,
    inputs: () => inputsText([name, props()]),
    render: () => renderStack((root) => make(root, props())),
  }
}

function backendOf({ settings }: Mesh, { stateFolder }: MeshStacksOptions): BackendProps {
  const { backend } = settings
  return backend.type === 'local' ? { type: 'local', folder: stateFolder } : backend
}

/** An ARN that people wrote, for one account. */
function fill(mesh: Mesh, template: string, environment: string, account: string): string {
  return fillArn(template, { partition: mesh.settings.partition, mesh: mesh.settings.mesh, environment, account })
}

function accountProps(mesh: Mesh, name: string, account: string, region: string): AccountProps {
  const { deployRole } = mesh.settings
  return { account, region, ...(deployRole && { deployRole: fill(mesh, deployRole, name, account) }) }
}

function hubProps(
  mesh: Mesh,
  { tableKey, retired, hooks }: CompiledMesh,
  options: MeshStacksOptions,
): ConstructorParameters<typeof HubStack>[1] {
  const { settings, metadata } = mesh
  const name = tableName(settings.mesh)
  const pools = Object.entries(settings.services).flatMap(([service, each]) => {
    if (each.protocol !== 'cognito' || !each.userPool) return []
    const { groupsAttribute: attribute, ...userPool } = each.userPool
    const props = {
      ...userPool,
      ...(attribute !== undefined && { groups: { attribute, claim: each.groupsClaim } }),
      name: `${settings.mesh}-${service}`,
      metadata: metadata.get(userPool.metadata)?.text ?? '',
      tags: sessionTags(mesh),
    }
    return [[service, props] as const]
  })
  return {
    mesh: settings.mesh,
    ...accountProps(mesh, HUB, settings.hub.account, settings.hub.region),
    backend: backendOf(mesh, options),
    tags: settings.tags,
    table: { name, alias: `alias/${name}`, keyPolicy: tableKey },
    rules: hubRules(mesh, retired),
    services: Object.fromEntries(
      Object.entries(settings.services).map(([service, { protocol, application, maxGroups, groupsClaim }]) => [
        service,
        { protocol, application, maxGroups, groupsClaim },
      ]),
    ),
    pools: Object.fromEntries(pools),
    ...(hooks && settings.hooks && { hooks: hooksProps(mesh, hooks, settings.hooks, options) }),
  }
}

function hooksProps(
  mesh: Mesh,
  compiled: CompiledHooks,
  hooks: HookSettings,
  { hookCode }: MeshStacksOptions,
): HubHooksProps {
  const { hub, permissionsBoundary } = mesh.settings
  return {
    hub: hubScope(mesh.settings),
    compiled,
    code: hookCode ?? Object.fromEntries(compiled.functions.map(({ name }) => [name, NO_CODE])),
    settings: hooks,
    ...(permissionsBoundary !== undefined && {
      permissionsBoundary: fill(mesh, permissionsBoundary, HUB, hub.account),
    }),
  }
}

/** Every session tag that some role of the mesh reads. */
function sessionTags(mesh: Mesh): string[] {
  const attributes = [...mesh.environments.values()].flatMap(({ home }) => (home ? Object.values(home.attributes) : []))
  return [...new Set([GROUP_TAG, ...attributes])].sort()
}

function environmentProps(
  mesh: Mesh,
  { hooks }: CompiledMesh,
  environment: CompiledEnvironment,
  options: MeshStacksOptions,
): ConstructorParameters<typeof EnvironmentStack>[2] {
  const { settings } = mesh
  const { access } = environment
  const { account, region, environment: name } = access
  const { permissionsBoundary, hub } = settings
  const revision = digestOf(pathsOf(access))
  const role = hooks?.sync?.roles.get(name)
  const trustLimit = limitOf('trust-policy', mesh, name)
  const trust = trustRow(access, { revision, sourceIdentity: settings.sourceIdentity, trustLimit })
  const inRuns = runIssuer(settings) !== undefined
  return {
    mesh: settings.mesh,
    ...accountProps(mesh, name, account, region),
    ...(inRuns && { credentials: 'default' }),
    backend: backendOf(mesh, options),
    tags: settings.tags,
    environment,
    metadata: metadataOf(mesh),
    adopted: adoptedServices(mesh, name),
    administrators: administratorsOf(mesh, name),
    readers: readersOf(mesh, name),
    ...(permissionsBoundary !== undefined && { permissionsBoundary: fill(mesh, permissionsBoundary, name, account) }),
    rules: environmentRules(mesh, access),
    revision,
    ...(role && { sync: { role, trust } }),
    hub: {
      ...accountProps(mesh, HUB, hub.account, hub.region),
      ...(inRuns && { credentials: HUB_TAG }),
      table: tableName(settings.mesh),
    },
  }
}

function metadataOf({ settings, metadata }: Mesh): Record<string, string> {
  return Object.fromEntries(
    Object.entries(settings.services).flatMap(([name, service]) => {
      const document = service.protocol === 'saml' ? metadata.get(service.metadata)?.text : undefined
      return document === undefined ? [] : [[name, document]]
    }),
  )
}
