import type { Diagnostic } from '../diagnostic'
import type { Mesh } from '../mesh'
import { checkAccess } from './access'
import { checkAccounts } from './accounts'
import { checkAdministrators } from './administrators'
import { checkContext, type Check, type CheckOptions } from './check'
import { checkDatasets } from './datasets'
import { checkEnvironments } from './environments'
import { checkGroups } from './groups'
import { checkHome } from './home'
import { checkNames } from './names'
import { checkOverlaps } from './overlaps'
import { checkPartition } from './partition'
import { checkPersonas } from './personas'
import { checkRegistry } from './registry'
import { checkRows } from './rows'
import { checkServices } from './services'
import { checkTags } from './tags'

const checks: readonly Check[] = [
  checkAccess,
  checkAccounts,
  checkAdministrators,
  checkDatasets,
  checkEnvironments,
  checkGroups,
  checkHome,
  checkNames,
  checkOverlaps,
  checkPartition,
  checkPersonas,
  checkRegistry,
  checkRows,
  checkServices,
  checkTags,
]

/** Every rule across files. */
export function checkMesh(mesh: Mesh, options: CheckOptions): Diagnostic[] {
  const context = checkContext(mesh, options)
  return checks.flatMap((check) => check(context))
}
