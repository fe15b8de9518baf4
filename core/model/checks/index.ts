import type { Diagnostic } from '../diagnostic'
import type { Mesh } from '../mesh'
import { checkAbsorbed } from './absorbed'
import { checkAccounts } from './accounts'
import { checkAdministrators } from './administrators'
import { checkApprovals } from './approvals'
import { checkContext, type Check, type CheckOptions } from './check'
import { checkDatasets } from './datasets'
import { checkDeployAccount } from './deploy-account'
import { checkEntryColumns } from './entry-columns'
import { checkEntryPermissions } from './entry-permissions'
import { checkEntryTables } from './entry-tables'
import { checkEnvironments } from './environments'
import { checkGroups } from './groups'
import { checkHome } from './home'
import { checkLimitsDiffer } from './limits-differ'
import { checkLimitsUndone } from './limits-undone'
import { checkNames } from './names'
import { checkPartition } from './partition'
import { checkPersonas } from './personas'
import { checkReceivers } from './receivers'
import { checkRegistry } from './registry'
import { checkRoleNames } from './role-names'
import { checkRows } from './rows'
import { checkServices } from './services'
import { checkTags } from './tags'
import { checkTakenNames } from './taken-names'

const checks: readonly Check[] = [
  checkAbsorbed,
  checkAccounts,
  checkAdministrators,
  checkApprovals,
  checkDatasets,
  checkDeployAccount,
  checkEntryColumns,
  checkEntryPermissions,
  checkEntryTables,
  checkEnvironments,
  checkGroups,
  checkHome,
  checkLimitsDiffer,
  checkLimitsUndone,
  checkNames,
  checkPartition,
  checkPersonas,
  checkReceivers,
  checkRegistry,
  checkRoleNames,
  checkRows,
  checkServices,
  checkTags,
  checkTakenNames,
]

/** Every rule across files. */
export function checkMesh(mesh: Mesh, options: CheckOptions): Diagnostic[] {
  const context = checkContext(mesh, options)
  return checks.flatMap((check) => check(context))
}
