import type { Risk } from './levels'

/** A named reason for a risk. */
export interface RiskRule {
  /** The level where `review.risk` of mesh.yaml says nothing else. */
  readonly level: Risk
  /** What it says of a path or a finding, as one sentence without a full stop. */
  readonly what: string
}

const rule = (level: Risk, what: string): RiskRule => ({ level, what })

/** What may be said of a path that is gained, lost or changed; a path has the highest level of its reasons. */
export const PATH_RULES = {
  'unknown-code': rule('critical', 'the role opens to a code that belongs to no group'),
  'grantable-gained': rule('high', 'the permission may be granted on, outside Git'),
  'new-provider': rule('high', 'a group that has the role comes in through a further service'),
  sensitive: rule('high', 'the dataset is sensitive, and somebody reaches it, or all of it, who did not before'),
  'unknown-principal': rule('high', 'the principal is no role of the environment'),
  'unknown-provider': rule('high', 'the identity provider is no service of the environment'),
  'unopened-role': rule('high', 'a role has it that nobody opens yet: events, or a later change, may let a group in'),
  'wildcard-dataset': rule('high', 'the permission is on whatever a pattern matches, not on one dataset'),
  'write-gained': rule('high', 'data, or what describes it, can be changed'),
  'column-filter-loosened': rule('medium', 'more columns can be seen'),
  'column-filter-removed': rule('medium', 'all columns can be seen, those of tomorrow among them'),
  'new-group': rule('medium', 'a group reaches a dataset that it did not reach before'),
  'read-gained': rule('medium', 'a group that reaches the dataset reads more of it'),
  'row-filter-changed': rule('medium', 'other rows can be seen'),
  'row-filter-removed': rule('medium', 'all rows can be seen'),
  'session-longer': rule('medium', 'sessions last longer'),
  'catalogue-only': rule('low', 'names can be seen, and no data'),
  'public-data': rule('low', 'the dataset is of the least sensitive classification'),
  'expires-later': rule('medium', 'the access ends later, or no longer ends'),
  'access-lost': rule('none', 'somebody may miss it'),
  narrowed: rule('none', 'less can be seen or done than before'),
} as const satisfies Record<string, RiskRule>
export type PathReason = keyof typeof PATH_RULES

/** What may be found beside paths. */
export const FINDING_RULES = {
  'code-changed': rule('critical', "a group has another code, or one that was another group's"),
  'code-collision': rule('critical', 'one code stands for two groups'),
  'data-destroyed': rule('critical', 'a bucket, key, database or table would be destroyed'),
  'foreign-trigger': rule('critical', 'a function of another account decides what a session is told'),
  'open-trust': rule('critical', 'a role can be opened without an audience or without a group'),
  'run-time-code': rule(
    'medium',
    'a group has a code of run time, which only the table of sign-ins knows to be its own',
  ),
  'stack-changed': rule(
    'critical',
    'what a stack is applied with, where, or where its state lies is another: that decides everything else',
  ),
  'source-identity-removed': rule('critical', 'a role can be opened without a source identity of the mesh'),
  'unknown-code': rule('critical', 'a trust policy admits a code that belongs to no group'),
  'administrator-changed': rule('high', 'somebody becomes, or no longer is, a Lake Formation administrator'),
  'bucket-opened': rule('high', 'a protection of a bucket is taken away'),
  'drift-gained': rule('high', 'somebody outside Terraform gave access'),
  'iam-allowed-principals': rule('high', 'every IAM principal has the permission, whatever Lake Formation says'),
  'lake-formation-bypassed': rule('high', 'a location can be read past Lake Formation'),
  'not-analysed': rule('high', 'something that decides about access is not understood'),
  'plan-differs-from-mesh': rule('high', 'the plan and the files of the mesh do not say the same'),
  'policy-widened': rule('high', "a role's policies allow more, beside what its paths say"),
  'protection-removed': rule(
    'high',
    'somebody could destroy data, or put more on a role, and Terraform would not see it',
  ),
  'provider-replaced': rule('high', 'the identity provider of a service is another one'),
  'row-changed': rule('high', 'a row that sign-ins read says something else, or is not one of the stack'),
  'review-settings-changed': rule('high', 'the change is rated by other rules than before'),
  'unknown-principal': rule('high', 'somebody who is no role of the environment has access'),
  'unknown-provider': rule('high', 'a role trusts an identity provider that is no service of the environment'),
  'data-expires': rule('high', 'data can be deleted sooner than before, or no longer be read'),
  'data-moved': rule('high', 'data, or what names it, lies elsewhere than before'),
  'pool-changed': rule('high', 'a directory of people, or what it tells of them, is another'),
  'owner-changed': rule('high', 'others than before may approve access to a dataset'),
  'classification-changed': rule('high', 'a dataset may be called less sensitive than before'),
  'workgroup-changed': rule('high', 'queries run with other limits than before, or leave their results elsewhere'),
  'certificate-added': rule('high', 'whoever holds the key of a further certificate can sign people in'),
  'columns-added': rule('medium', 'a table of sensitive data that is read without limit has more columns'),
  'configuration-changed': rule('medium', 'an argument that decides about data or access is another'),
  'drift-lost': rule('medium', 'somebody outside Terraform took access away'),
  'entitlement-differs': rule('medium', 'the row that a sign-in reads does not say what the trust policy says'),
  'hooks-changed': rule('medium', 'what signs people in, or follows events, is changed'),
  'trust-changed': rule('high', 'roles, or services, ask for something else of a session than before'),
  'classification-raised': rule('low', 'a dataset is called more sensitive than before'),
  'certificate-removed': rule('low', 'one of several certificates is no longer taken'),
  'resource-gone': rule('low', 'something that is understood goes, and nothing else tells of it'),
  'policy-changed': rule('low', "a role's policies allow less"),
  're-granted': rule('low', 'Terraform revokes the grant and gives it again: queries may fail for a moment'),
} as const satisfies Record<string, RiskRule>
export type FindingRule = keyof typeof FINDING_RULES

export type RiskRuleId = PathReason | FindingRule

/** Every reason, by id: what `review.risk` may change. */
export const RISK_RULES: Readonly<Record<RiskRuleId, RiskRule>> = { ...PATH_RULES, ...FINDING_RULES }

/** Levels by reason: the documented ones, changed by a mesh. */
export type RiskLevels = Readonly<Partial<Record<RiskRuleId, Risk>>>

export const levelOf = (id: RiskRuleId, changed: RiskLevels): Risk => changed[id] ?? RISK_RULES[id].level
