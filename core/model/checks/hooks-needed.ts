import { warning, type Diagnostic } from '../diagnostic'
import type { Check } from './check'

/** What a service says to a hook means nothing without one, and a hook serves nobody whom it cannot tell. */
export const checkHooksNeeded: Check = ({ mesh: { settings, places } }) =>
  Object.entries(settings.services).flatMap(([name, service]): Diagnostic[] => {
    if (service.protocol !== 'saml') return []
    if (settings.hooks) {
      if (service.application !== undefined) return []
      const message = `the hook does not know which application ${name} is, and refuses its sign-ins`
      const hint = "write the identity provider's id of it as `application`"
      return [warning('no-application', message, places.mesh(['services', name]), hint)]
    }
    if (service.lakeFormationGroups !== true) return []
    const message = `only a hook writes the two Lake Formation attributes, and the hub runs none`
    const at = places.mesh(['services', name, 'lakeFormationGroups'])
    return [warning('no-hooks', message, at, 'add `hooks: {}`, or take the key out')]
  })
