import { error, type Diagnostic, type Position } from '../diagnostic'
import { ownValue } from '../own-value'
import { hintFor } from '../suggest'
import type { CheckContext } from './check'

/** A list of services names one of the mesh, and roles can trust an identity pool only by its id. */
export function knownService({ mesh }: CheckContext, service: string, at: Position | undefined): Diagnostic[] {
  const { services } = mesh.settings
  const known = ownValue(services, service)
  if (!known) {
    const hint = hintFor('service', service, Object.keys(services))
    return [error('unknown-service', `there is no service ${service}`, at, hint)]
  }
  if (known.protocol !== 'cognito' || known.identityPool !== undefined) return []
  const hint = "apply the hub first, write the pool's id into mesh.yaml as identityPool, and name the service here then"
  return [error('identity-pool-unknown', `the identity pool of ${service} has no id yet`, at, hint)]
}
