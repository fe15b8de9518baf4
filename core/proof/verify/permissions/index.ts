import type { EnvironmentAccess } from '../../../model/graph'
import type { TextFile } from '../../../model/mesh'
import type { SynthRole } from '../../../terraform/rendered/roles'
import type { SynthStorage } from '../../../terraform/rendered/storage'
import type { Exception } from '../exceptions'
import { Lines } from '../lines'
import type { Findings } from '../types'
import { areasOf } from './areas'
import { askRole } from './ask-role'
import { foreignThings } from './foreign'
import { OwnExceptions } from './own-templates/exceptions'
import { asRendered, placesOf } from './places'
import { askResources } from './resources'

/** What of it templates of the mesh's own add or leave out, though no path breaks. */
export interface PermissionFindings extends Findings {
  readonly exceptions: readonly Exception[]
}

/**
 * Compares what the rendered policies of an environment's stack allow with what its files give. Identity policies and
 * resource policies are each held to it by themselves: no mistake in one is excused by the other.
 *
 * @param roles those of the stack; what a role that no file declares may do is not looked at
 * @param others the rest of the mesh, which no policy of this environment may name
 * @param own templates of the mesh's own by name; one that takes a built-in one's place is not held to give the same
 */
export function verifyPermissions(
  access: EnvironmentAccess,
  roles: readonly SynthRole[],
  storage: SynthStorage,
  others: readonly EnvironmentAccess[],
  own: ReadonlyMap<string, TextFile> = new Map(),
): PermissionFindings {
  const lines = new Lines()
  const exceptions = new OwnExceptions(access.environment, own)
  const places = placesOf(access)
  const areas = areasOf(places)
  const foreign = foreignThings(access, others)
  const rendered = new Map(roles.map((each) => [each.name, each]))
  for (const declared of places.roles) {
    const found = rendered.get(declared.name)
    if (!found) continue
    const role = asRendered(places, declared, found.policies)
    askRole(places, role, found, areas, foreign, own, lines, exceptions)
  }
  askResources(places, storage, lines)
  return { ...lines.findings(), exceptions: exceptions.all() }
}
