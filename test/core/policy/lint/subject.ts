import type { Conditions, PolicyDocument, Statement } from '../../../../core/policy/document'
import {
  judgePolicies,
  lintRules,
  type LintFacts,
  type LintResult,
  type RunFacts,
  type PolicySubject,
} from '../../../../core/policy/lint'

/** What a token says of a run of the workspace `lab`. */
export function subjectOf(phase: string): string {
  return `organization:acme:project:Mesh:workspace:lab:run_phase:${phase}`
}

function run(phase: 'plan' | 'apply', reach: RunFacts['reach'], partitions: readonly string[] = []): RunFacts {
  return { issuer: 'app.terraform.io', subject: subjectOf(phase), plans: phase === 'plan', reach, partitions }
}

const HUB = 'eu-central-1:000000000000'

export const FACTS: LintFacts = {
  sourceIdentity: '*@example.com',
  codes: { HFAt: ['STATISTICS'], mTKM: ['ANALYSTS'], Twin: ['A', 'B'] },
  retired: { Gone: 'LEAVERS' },
  roles: { lab: { 'acme-lab-reader': ['HFAt', 'mTKM'] } },
  grantors: { lab: ['acme-lab-owner'] },
  duties: {
    lab: {
      'acme-lab-apply': {
        'iam:createrole': ['arn:aws:iam::111111111111:role/acme/*'],
        'iam:passrole': ['arn:aws:iam::111111111111:role/acme/*'],
        'lambda:updatefunctioncode': ['arn:aws:lambda:eu-central-1:111111111111:function:acme-*'],
        'sns:settopicattributes': ['arn:aws:sns:eu-central-1:111111111111:acme-*'],
      },
    },
  },
  runs: {
    lab: {
      'acme-lab-plan': run('plan', 'environment'),
      'acme-lab-apply': run('apply', 'environment'),
      'acme-lab-rows': run('apply', 'rows', ['ENV#lab', 'GROUP#*']),
      'acme-hub-apply': run('apply', 'hub', ['SERVICE#*']),
    },
  },
  hub: [
    {
      what: 'the table acme-entitlements',
      service: 'dynamodb',
      types: ['table', 'index', 'stream'],
      arns: [`arn:aws:dynamodb:${HUB}:table/acme-entitlements`, `arn:aws:dynamodb:${HUB}:table/acme-entitlements/*`],
    },
    {
      what: 'the queue acme-trust-sync',
      service: 'sqs',
      types: ['queue'],
      arns: [`arn:aws:sqs:${HUB}:acme-trust-sync`],
    },
    {
      what: 'a role of runs',
      service: 'iam',
      types: ['role'],
      arns: ['arn:aws:iam::000000000000:role/acme-terraform/*'],
    },
  ],
}

export const TABLE = `arn:aws:dynamodb:${HUB}:table/acme-entitlements`
export const QUEUE = `arn:aws:sqs:${HUB}:acme-trust-sync`

export const policy = (...statements: Statement[]): PolicyDocument => ({ Version: '2012-10-17', Statement: statements })

export const of = (
  kind: PolicySubject['kind'],
  document: PolicyDocument,
  owner = 'acme-lab-somebody',
): PolicySubject => ({ environment: 'lab', kind, owner, policy: kind === 'permission' ? 'own' : kind, document })

export const trust = (...statements: Statement[]): PolicySubject => of('trust', policy(...statements))
export const permission = (...statements: Statement[]): PolicySubject => of('permission', policy(...statements))

export const SAML = 'arn:aws:iam::111111111111:saml-provider/acme-databricks'
export const OTHER_SAML = 'arn:aws:iam::111111111111:saml-provider/acme-powerbi'
export const OIDC = 'arn:aws:iam::111111111111:oidc-provider/login.example.com/oauth2/aus1'
export const RUNS = 'arn:aws:iam::111111111111:oidc-provider/app.terraform.io'
export const COGNITO = 'cognito-identity.amazonaws.com'

const GROUPS = { 'aws:RequestTag/GroupHash': ['*.HFAt.*', '*.mTKM.*'] }
const IDENTITY = { 'sts:SourceIdentity': '*@example.com' }

/** An Allow as the mesh renders it, with some elements changed; a condition that is `undefined` is left out. */
export function allow(
  provider: string | readonly string[] = SAML,
  changes: Partial<Statement> = {},
  conditions: Readonly<Record<string, Conditions[string] | undefined>> = {},
): Statement {
  const first = typeof provider === 'string' ? provider : (provider[0] ?? '')
  const web = first !== SAML && first !== OTHER_SAML
  const isPool = first === COGNITO
  const prefix = isPool ? COGNITO : web ? first.replace(/^.*oidc-provider\//, '') : 'SAML'
  const all = {
    StringEquals: { [`${prefix}:aud`]: 'audience' },
    StringLike: { ...(isPool ? {} : IDENTITY), ...GROUPS },
    ...(isPool && { 'ForAnyValue:StringLike': { [`${prefix}:amr`]: 'authenticated' } }),
    ...conditions,
  }
  return {
    Effect: 'Allow',
    Principal: { Federated: provider },
    Action: [
      web ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRoleWithSAML',
      'sts:TagSession',
      ...(isPool ? [] : ['sts:SetSourceIdentity']),
    ],
    Condition: withoutUndefined(all),
    ...changes,
  }
}

const withoutUndefined = (all: Readonly<Record<string, Conditions[string] | undefined>>): Conditions =>
  Object.fromEntries(Object.entries(all).flatMap(([operator, keys]) => (keys === undefined ? [] : [[operator, keys]])))

/** As a role of runs is rendered. */
export const LETS_RUNS_IN: Statement = {
  Effect: 'Allow',
  Principal: { Federated: RUNS },
  Action: 'sts:AssumeRoleWithWebIdentity',
  Condition: {
    StringEquals: { 'app.terraform.io:aud': 'aws.workload.identity', 'app.terraform.io:sub': subjectOf('apply') },
  },
}

/** The Deny beside it. */
export const deny = (provider: string | readonly string[] = SAML, changes: Partial<Statement> = {}): Statement => ({
  Effect: 'Deny',
  Principal: { Federated: provider },
  Action: [provider === OIDC ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRoleWithSAML', 'sts:SetSourceIdentity'],
  Condition: { StringNotLike: IDENTITY },
  ...changes,
})

export const can = (
  action: string | readonly string[],
  resource: string | readonly string[] = 'arn:aws:s3:::b/*',
  condition?: Conditions,
): Statement => ({ Effect: 'Allow', Action: action, Resource: resource, ...(condition && { Condition: condition }) })

export const cannot = (...args: Parameters<typeof can>): Statement => ({ ...can(...args), Effect: 'Deny' })

/** What one rule says of a policy. */
export function verdicts(rule: string, subject: PolicySubject, facts = FACTS): LintResult[] {
  if (!lintRules.some(({ id }) => id === rule)) throw new Error(`there is no rule ${rule}`)
  return judgePolicies([subject], facts).filter((each) => each.rule === rule)
}
