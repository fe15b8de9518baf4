import type { Diagnostic } from '../diagnostic'
import type { Mesh } from '../mesh'
import { checkAbsorbed } from './absorbed'
import { checkAccounts } from './accounts'
import { checkAdministrators } from './administrators'
import { checkAdoptions } from './adoptions'
import { checkAlarmTopic } from './alarm-topic'
import { checkApprovals } from './approvals'
import { checkCallerTokens } from './caller-tokens'
import { checkContext, type Check, type CheckOptions } from './check'
import { checkClaims } from './claims'
import { checkCognito } from './cognito'
import { checkDatasets } from './datasets'
import { checkDeployAccount } from './deploy-account'
import { checkEntryColumns } from './entry-columns'
import { checkEntryPermissions } from './entry-permissions'
import { checkEntryTables } from './entry-tables'
import { checkEnvironments } from './environments'
import { checkGroups } from './groups'
import { checkHome } from './home'
import { checkHooksNeeded } from './hooks-needed'
import { checkLimitsDiffer } from './limits-differ'
import { checkLimitsUndone } from './limits-undone'
import { checkLive } from './live'
import { checkLookAlikes } from './look-alikes'
import { checkNames } from './names'
import { checkOktaExpressions } from './okta-expressions'
import { checkOktaIssuers } from './okta-issuers'
import { checkOktaName } from './okta-name'
import { checkPartition } from './partition'
import { checkPersonas } from './personas'
import { checkPoolAttributes } from './pool-attributes'
import { checkPoolGroups } from './pool-groups'
import { checkPoolTags } from './pool-tags'
import { checkPoolTrigger } from './pool-trigger'
import { checkReceivers } from './receivers'
import { checkRegions } from './regions'
import { checkRegistry } from './registry'
import { checkRoleNames } from './role-names'
import { checkRows } from './rows'
import { checkRunCredentials } from './run-credentials'
import { checkServices } from './services'
import { checkSessionAttributes } from './session-attributes'
import { checkSharedIdentityProvider } from './shared-identity-provider'
import { checkTags } from './tags'
import { checkTakenNames } from './taken-names'

const checks: readonly Check[] = [
  checkAbsorbed,
  checkAccounts,
  checkAdministrators,
  checkAdoptions,
  checkAlarmTopic,
  checkApprovals,
  checkCallerTokens,
  checkClaims,
  checkCognito,
  checkDatasets,
  checkDeployAccount,
  checkEntryColumns,
  checkEntryPermissions,
  checkEntryTables,
  checkEnvironments,
  checkGroups,
  checkHome,
  checkHooksNeeded,
  checkLimitsDiffer,
  checkLimitsUndone,
  checkLive,
  checkLookAlikes,
  checkNames,
  checkOktaExpressions,
  checkOktaIssuers,
  checkOktaName,
  checkPartition,
  checkPersonas,
  checkPoolAttributes,
  checkPoolGroups,
  checkPoolTags,
  checkPoolTrigger,
  checkReceivers,
  checkRegions,
  checkRegistry,
  checkRoleNames,
  checkRows,
  checkRunCredentials,
  checkServices,
  checkSessionAttributes,
  checkSharedIdentityProvider,
  checkTags,
  checkTakenNames,
]

/** Every rule across files. */
export function checkMesh(mesh: Mesh, options: CheckOptions): Diagnostic[] {
  const context = checkContext(mesh, options)
  return checks.flatMap((check) => check(context))
}
