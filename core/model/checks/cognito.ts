import { error, warning, type Diagnostic } from '../diagnostic'
import { personaLines } from '../environment-personas'
import { roleSeeds } from '../graph'
import { grantsOf } from '../graph/grants'
import { isCognito, leadingServices, namedServices } from '../graph/leading'
import type { RoleSeed } from '../graph/roles'
import { ownValue } from '../own-value'
import { sensitivityOf } from '../sensitivity'
import { accessEntriesOf } from './access-entries'
import { environmentsOf, repeated, twice, type Check, type CheckContext, type Scope } from './check'
import { knownService } from './known-service'

/** A session through Cognito has no person behind it: it leads to home storage, and never to sensitive data. */
export const checkCognito: Check = (context) => [
  ...named(context).flatMap(({ services, at }) => judge(context, services, at)),
  ...environmentsOf(context).flatMap((scope) => [...nowhere(context, scope), ...sensitive(context, scope)]),
]

interface Named {
  readonly services: readonly string[]
  readonly at: (index: number) => Diagnostic['at']
}

/** Each list that names services for one role. */
const named = (context: CheckContext): Named[] => [
  ...personaLines(context.mesh).map(({ settings: { services = [] }, at }) => ({
    services,
    at: (index: number) => at('services', index),
  })),
  ...accessEntriesOf(context).map(({ entry: { services }, at }) => ({
    services,
    at: (index: number) => at('services', index),
  })),
]

function judge(context: CheckContext, services: readonly string[], at: Named['at']): Diagnostic[] {
  const again = repeated(services).map((index) => twice(services[index], at(index)))
  const faults = services.flatMap((service, index): Diagnostic[] => {
    const unknown = knownService(context, service, at(index))
    if (unknown.length > 0 || isCognito(context.mesh, service)) return unknown
    const message = `${service} is no Cognito service, so it leads to every role of the environments that name it`
    return [error('not-cognito', message, at(index), 'name it in the services of the environment, and not here')]
  })
  return [...again, ...faults]
}

/** A Cognito service among an environment's own that opens nothing there. */
function nowhere(context: CheckContext, { name, settings, personas, at }: Scope): Diagnostic[] {
  const { mesh } = context
  if (settings.state === 'closed') return []
  const led = new Set(
    roleSeeds(mesh, name, settings).flatMap((seed) =>
      leadingServices(mesh, name, settings, seed, personas.get(seed.persona)).map((each) => each.name),
    ),
  )
  return settings.services.flatMap((service, index): Diagnostic[] => {
    if (!isCognito(mesh, service) || led.has(service) || knownService(context, service, undefined).length > 0) return []
    const hint =
      'name it in home.services, or on an access entry of data that is not sensitive: services: [' + service + ']'
    const message = `${service} leads to nothing in ${name}: a Cognito service leads to home storage only`
    return [warning('cognito-home-only', message, at('services', index), hint)]
  })
}

function sensitive(context: CheckContext, scope: Scope): Diagnostic[] {
  const { mesh } = context
  return roleSeeds(mesh, scope.name, scope.settings).flatMap((seed): Diagnostic[] => {
    const level = scope.personas.get(seed.persona)
    const [first] = namedServices(mesh, scope.name, scope.settings, seed, level).filter(({ name }) =>
      isCognito(mesh, name),
    )
    // The role of jobs is told with that of its persona.
    if (!first || seed.kind === 'jobs') return []
    const [dataset] = reached(scope, seed).filter((each) => {
      const classification = ownValue(scope.settings.datasets, each)?.classification ?? ''
      return sensitivityOf(classification, mesh.settings.classifications) === 'sensitive'
    })
    if (dataset === undefined) return []
    const { classification } = ownValue(scope.settings.datasets, dataset) ?? {}
    const who = seed.kind === 'persona' ? `the persona ${seed.persona}` : seed.groups[0]?.name
    const message = `${first.name} cannot say who a person is, and ${who} reaches ${dataset} in ${scope.name}, which is ${classification}`
    return [error('cognito-sensitive', message, first.at, 'take the service out here, or share with another group')]
  })
}

/** The datasets of which a role holds something. */
function reached({ name, settings, personas, at }: Scope, seed: RoleSeed): string[] {
  const level = personas.get(seed.persona)
  const receiver =
    seed.kind === 'share' ? { group: seed.groups[0]?.name ?? '' } : level && { persona: seed.persona, level }
  if (!receiver) return []
  const { databases, tables, files } = grantsOf(receiver, { environment: name, settings, at })
  return [...new Set([...databases, ...tables, ...files].flatMap(({ dataset }) => dataset ?? []))].sort()
}
