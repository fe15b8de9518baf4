import { error, type Diagnostic } from '../diagnostic'
import { LOCK_FILE } from '../lock-file'
import type { Check } from './check'

/** A file that is gone takes its environment's Terraform along, but not what is applied: the closing comes first. */
export const checkRegistry: Check = ({ mesh, complete }) => {
  if (!complete) return []
  return Object.entries(mesh.registry.environments).flatMap(([name, { state }]): Diagnostic[] => {
    if (mesh.environments.has(name)) return []
    const at = mesh.places.lock(['environments', name])
    const hint =
      state === 'closed'
        ? `run \`trustloom lock --forget ${name}\``
        : `bring ${name}.yaml back, write \`state: closed\` into it, apply it, delete it then, and run \`trustloom lock --forget ${name}\``
    return [error('environment-gone', `${LOCK_FILE} knows the environment ${name}, which has no file`, at, hint)]
  })
}
