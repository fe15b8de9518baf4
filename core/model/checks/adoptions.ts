import { error, type Diagnostic } from '../diagnostic'
import { hintFor } from '../suggest'
import { repeated, twice, type Check } from './check'

/** A provider is taken over where its service is used: elsewhere Terraform makes none that could be. */
export const checkAdoptions: Check = ({ mesh, complete }) =>
  Object.entries(mesh.settings.services).flatMap(([name, service]): Diagnostic[] => {
    if (service.protocol === 'cognito' || !service.adopt) return []
    const { adopt } = service
    const at = (index: number): Diagnostic['at'] => mesh.places.mesh(['services', name, 'adopt', index])
    return [
      ...repeated(adopt).map((index) => twice(adopt[index], at(index))),
      ...adopt.flatMap((environment, index): Diagnostic[] => {
        const settings = mesh.environments.get(environment)
        if (settings?.services.includes(name)) return []
        if (settings) {
          const hint = `name ${name} in the \`services\` of ${environment}.yaml, or take ${environment} out of this list`
          return [error('adopt-unused', `${environment} does not use the service ${name}`, at(index), hint)]
        }
        const hint = hintFor('environment', environment, mesh.environments.keys())
        return complete ? [error('unknown-environment', `there is no environment ${environment}`, at(index), hint)] : []
      }),
    ]
  })
