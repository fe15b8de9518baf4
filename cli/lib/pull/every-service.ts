import { EVERY_SERVICE } from '../../../core/model/schema/environment'
import { readYaml } from '../../../core/model/yaml-file'

export const fileOf = (environment: string): string => `${environment}.yaml`

/** Whether an environment's file says `services: all`, so that it names each service of the mesh without a change. */
export const namesEvery = (text: string): boolean => {
  const value: unknown = readYaml('', text).value
  return value !== null && typeof value === 'object' && 'services' in value && value.services === EVERY_SERVICE
}
