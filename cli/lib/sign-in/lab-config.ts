import { hookConfig, type HookConfig } from '../../../core/model/hook-config'
import type { Mesh } from '../../../core/model/mesh'
import type { Registry } from '../../../core/model/registry'
import { routable } from './requests'

/** What is known of a mesh when sign-ins to it are tried: what its hooks know, and the groups of the lock file. */
export interface LabConfig extends HookConfig {
  /** Group → code. */
  readonly groups: Readonly<Record<string, string>>
}

export const labConfig = (mesh: Mesh, registry: Registry): LabConfig => ({
  ...routable(hookConfig(mesh, registry)),
  groups: Object.fromEntries(Object.entries(registry.groups).map(([name, { code }]) => [name, code])),
})
