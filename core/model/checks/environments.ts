import { error, warning, type Diagnostic } from '../diagnostic'
import { RESERVED_NAMES } from '../mesh'
import { ownValue } from '../own-value'
import { hintFor } from '../suggest'
import type { ValuePath } from '../yaml-path'
import { environmentsOf, repeated, twice, type Check, type Scope } from './check'

/** What an environment names exists: services and personas; whoever has a role has a way to it. */
export const checkEnvironments: Check = (context) => {
  const { settings } = context.mesh
  const found: Diagnostic[] = []
  for (const { name, settings: environment, at } of environmentsOf(context)) {
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
      const known = ownValue(settings.services, service)
      if (!known) {
        found.push(
          error(
            'unknown-service',
            `there is no service ${service}`,
            at('services', index),
            hintFor('service', service, Object.keys(settings.services)),
          ),
        )
      } else if (known.protocol === 'cognito' && known.identityPool === undefined) {
        const hint =
          "apply the hub first, write the pool's id into mesh.yaml as identityPool, and name the service here then"
        found.push(
          error('identity-pool-unknown', `the identity pool of ${service} has no id yet`, at('services', index), hint),
        )
      }
    })
    for (const [persona, groups] of Object.entries(environment.personas)) {
      if (!context.personas.has(persona)) {
        found.push(
          error(
            'unknown-persona',
            `there is no persona ${persona}`,
            at('personas', persona),
            hintFor('persona', persona, context.personas.keys()),
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
    const role = firstRole(environment)
    if (environment.services.length === 0 && environment.state === 'open' && role) {
      const hint = `name the services that lead to them: services: [${Object.keys(settings.services).join(', ')}]`
      found.push(error('no-services', `${name} has roles that no service leads to`, at(...role), hint))
    }
  }
  return found
}

/** Where the file first gives somebody a role. */
function firstRole({ personas, datasets }: Scope['settings']): ValuePath | undefined {
  if (Object.values(personas).some((groups) => groups.length > 0)) return ['personas']
  for (const [name, { access }] of Object.entries(datasets)) {
    const index = access.findIndex(({ to }) => to.group !== undefined)
    if (index !== -1) return ['datasets', name, 'access', index]
  }
  return undefined
}
