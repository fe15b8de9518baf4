import type { EnvironmentAccess } from '../../../../model/graph'
import type { Mesh } from '../../../../model/mesh'
import type { Written } from '../../../../terraform/rendered/stack'
import { blockFacts } from '../block-facts'
import type { Fact, FactScope } from '../fact'
import { factsOf } from '../facts-of'
import type { Stated } from '../stated'
import { adoption, inRuns, ownProvider, RUN_CREDENTIALS, terraformBlock, wayInto, WITHOUT_ROW_FAULT } from './blocks'
import { declaredDatasets } from './datasets'
import { declaredGrants } from './grants'
import { declaredSync } from './hooks'
import { declaredLake } from './lake'
import type { HasPolicy } from './empty-policies'
import { environmentOutput } from './output'
import { adoptedProviders, declaredProviders } from './providers'
import { declaredQueries } from './queries'
import { declaredRoles } from './roles'
import { declaredRows } from './rows'
import { declaredScope, type DeclaredScope } from './scope'
import { statedBucket } from './secure-bucket'

/** What the files declare of an environment's stack; `has` spares rendering policies that are there. */
export function environmentFacts(mesh: Mesh, access: EnvironmentAccess, facts: FactScope, has: HasPolicy): Fact[] {
  const scope = declaredScope(mesh, access)
  const stated = [
    ...declaredLake(scope),
    ...declaredDatasets(scope),
    ...declaredProviders(scope),
    ...declaredRoles(scope, has),
    ...declaredSync(scope),
    ...declaredQueries(scope),
    ...declaredHome(scope),
    ...declaredGrants(scope),
    ...declaredRows(scope),
  ]
  return [
    ...stated.flatMap((each) => factsOf(each, facts, asItIs)),
    ...blockFacts(environmentBlocks(scope), asItIs, scope.at('account')),
  ]
}

/** Declarations call things by their names. */
export const asItIs = (text: string): string => text

function declaredHome({ access, at }: DeclaredScope): Stated[] {
  const { home } = access
  return home ? statedBucket({ bucket: home.bucket, alias: home.alias, at: at('home') }) : []
}

function environmentBlocks(scope: DeclaredScope): Parameters<typeof blockFacts>[0] {
  const { mesh, access } = scope
  const { environment: name, account, region, domain, stage } = access
  const tags = { 'trustloom:domain': domain, 'trustloom:stage': stage }
  const { backend } = mesh.settings
  const own = ownProvider(mesh, { name, account, region, tags })
  const hub = { alias: 'hub', ...wayInto(mesh, { name: 'hub', ...mesh.settings.hub }) }
  const hasRuns = backend.type === 'cloud' && backend.credentials !== undefined
  const { variable, ...adopted } = adoption(account, adoptedProviders(scope))
  return {
    provider: { aws: hasRuns ? [inRuns(own, 'default'), inRuns(hub, 'aliases["HUB"]')] : [own, hub] },
    terraform: terraformBlock(mesh, name, seesAllColumns(scope) ? WITHOUT_ROW_FAULT : undefined),
    output: { trustloom: { value: environmentOutput(scope) } },
    variable: { ...(variable as Written), ...(hasRuns && RUN_CREDENTIALS) },
    ...adopted,
  }
}

/** Whether some entry of a dataset limits rows and leaves columns alone. */
const seesAllColumns = ({ access }: DeclaredScope): boolean =>
  access.roles.some((role) => role.tables.some((table) => table.limit?.rows && table.limit.columns === null))
