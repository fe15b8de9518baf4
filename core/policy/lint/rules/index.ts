import type { LintRule } from '../types'
import { actionWildcard } from './action-wildcard'
import { administrativeAction } from './administrative-action'
import { audience } from './audience'
import { cognitoAmr } from './cognito-amr'
import { contradiction } from './contradiction'
import { denyMissesProvider } from './deny-misses-provider'
import { forAllValues } from './for-all-values'
import { groupNotDeclared } from './group-not-declared'
import { groupPattern } from './group-pattern'
import { groupRequired } from './group-required'
import { groupRetired } from './group-retired'
import { groupSharedCode } from './group-shared-code'
import { groupUnknown } from './group-unknown'
import { hubResource } from './hub-resource'
import { keyOfOtherAction } from './key-of-other-action'
import { listWithoutDelimiter } from './list-without-delimiter'
import { manyStars } from './many-stars'
import { missingSessionAction } from './missing-session-action'
import { operatorType } from './operator-type'
import { passRole } from './pass-role'
import { privilegeEscalation } from './privilege-escalation'
import { providerAction } from './provider-action'
import { runReads } from './run-reads'
import { runServices } from './run-services'
import { runSubject } from './run-subject'
import { sourceIdentityDenied } from './source-identity-denied'
import { sourceIdentityRequired } from './source-identity-required'
import { tagsSharePath } from './tags-share-path'
import { unknownAction } from './unknown-action'
import { unknownConditionKey } from './unknown-condition-key'
import { version } from './version'
import { wildcardUnderEquals } from './wildcard-under-equals'

/** Every rule, by id. */
export const lintRules: readonly LintRule[] = [
  actionWildcard,
  administrativeAction,
  audience,
  cognitoAmr,
  contradiction,
  denyMissesProvider,
  forAllValues,
  groupNotDeclared,
  groupPattern,
  groupRequired,
  groupRetired,
  groupSharedCode,
  groupUnknown,
  hubResource,
  keyOfOtherAction,
  listWithoutDelimiter,
  manyStars,
  missingSessionAction,
  operatorType,
  passRole,
  privilegeEscalation,
  providerAction,
  runReads,
  runServices,
  runSubject,
  sourceIdentityDenied,
  sourceIdentityRequired,
  tagsSharePath,
  unknownAction,
  unknownConditionKey,
  version,
  wildcardUnderEquals,
]
