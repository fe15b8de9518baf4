import { error, warning, type Diagnostic } from '../diagnostic'
import { roleSeeds } from '../graph'
import { isCognito, leadingServices } from '../graph/leading'
import { RESERVED_NAMES } from '../mesh'
import { EVERY_SERVICE } from '../schema/environment'
import { hintFor } from '../suggest'
import { environmentsOf, repeated, twice, type Check, type CheckContext, type Scope } from './check'
import { knownService } from './known-service'

const EVERY_HINT = `for every service that says who a person is, write services: ${EVERY_SERVICE}`

/** What an environment names exists: services and personas; whoever has a role has a way to it. */
export const checkEnvironments: Check = (context) => {
  const found: Diagnostic[] = []
  for (const scope of environmentsOf(context)) {
    const { name, settings: environment, at } = scope
    if (RESERVED_NAMES.has(name)) {
      found.push(
        error(
          'reserved-name',
          `${name} is a reserved name`,
          at(),
          `choose another; reserved are ${[...RESERVED_NAMES].join(', ')}`,
        ),
      )
    }
    for (const dataset of Object.keys(environment.datasets)) {
      if (RESERVED_NAMES.has(dataset)) {
        found.push(
          error(
            'reserved-name',
            `${dataset} is a reserved name`,
            at('datasets', dataset),
            `choose another; reserved are ${[...RESERVED_NAMES].join(', ')}`,
          ),
        )
      }
    }
    for (const index of repeated(environment.services)) {
      found.push(twice(environment.services[index], at('services', index)))
    }
    environment.services.forEach((service, index) => {
      const unknown = knownService(context, service, at('services', index))
      found.push(...(service === EVERY_SERVICE ? unknown.map((each) => ({ ...each, hint: EVERY_HINT })) : unknown))
    })
    for (const [persona, groups] of Object.entries(environment.personas)) {
      if (!context.personas.has(persona)) {
        found.push(
          error(
            'unknown-persona',
            `there is no persona ${persona}`,
            at('personas', persona),
            hintFor('persona', persona, context.personas),
          ),
        )
      }
      for (const index of repeated(groups)) {
        found.push(twice(groups[index], at('personas', persona, index)))
      }
      if (groups.length === 0) {
        found.push(
          warning(
            'no-groups',
            `the persona ${persona} has no group, so it has no role here`,
            at('personas', persona),
            'name its groups, or remove the key',
          ),
        )
      }
    }
    found.push(...unreachable(context, scope))
  }
  return found
}

/** The first role that no service leads to. */
function unreachable({ mesh }: CheckContext, { name, settings, personas, at }: Scope): Diagnostic[] {
  const shut = roleSeeds(mesh, name, settings).find(
    (seed) =>
      (seed.kind === 'persona' || seed.kind === 'share' || seed.kind === 'live') &&
      leadingServices(mesh, name, settings, seed, personas.get(seed.persona)).length === 0,
  )
  if (!shut) return []
  const place = shut.kind === 'persona' ? at('personas') : shut.at
  const others = Object.keys(mesh.settings.services).filter((each) => !isCognito(mesh, each))
  const hint =
    others.length > 0
      ? `name the services that lead to them: services: [${others.join(', ')}]`
      : 'add a service to mesh.yaml that says who a person is: saml or oidc'
  const why = settings.services.length > 0 ? ': a Cognito service leads to home storage only' : ''
  return [error('no-services', `${name} has roles that no service leads to${why}`, place, hint)]
}
