import { didYouMean } from '../model/suggest'
import { many, type OneOrMany, type PolicyDocument, type Statement } from './document'
import { evaluate, EvaluationError } from './evaluate'
import { readConditions } from './evaluate/condition'
import { operators } from './evaluate/operators'
import { PolicyFormatError, statementFault } from './format-fault'

/**
 * What a policy stands on.
 * - `identity`: a role; it is left out where it has no statement.
 * - `required`: a role that cannot do without it.
 * - `resource`: a bucket, whose policy names principals.
 * - `key`: a KMS key; the account must be able to change its policy.
 */
export type PolicyKind = 'identity' | 'required' | 'resource' | 'key'

/**
 * What AWS would refuse in a policy of correct grammar. Throws `PolicyFormatError`.
 *
 * @param root the ARN of the account, for a key's policy
 */
export function assertDocument(document: PolicyDocument, kind: PolicyKind, root: string | undefined): void {
  if (document.Statement.length === 0 && kind !== 'identity') {
    throw new PolicyFormatError('it has no statement, and AWS takes no such policy here')
  }
  document.Statement.forEach((each, index) => {
    const refuse = (what: string, near: readonly string[] = []): PolicyFormatError =>
      statementFault(index, each.Sid, what, near)
    assertPrincipal(each, kind === 'resource' || kind === 'key', refuse)
    assertActions(each, refuse)
    assertResources(each, refuse)
    assertConditions(each, refuse)
  })
  if (kind === 'key' && root !== undefined) assertAdministered(document, root)
}

type Refuse = (what: string, near?: readonly string[]) => PolicyFormatError

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html */
function assertPrincipal(
  { Principal: named, NotPrincipal: excepted }: Statement,
  isResource: boolean,
  refuse: Refuse,
): void {
  const isNamed = named !== undefined || excepted !== undefined
  if (isNamed && !isResource) throw refuse('has a Principal, which is whom the policy is attached to')
  if (!isNamed && isResource) throw refuse('has no Principal')
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function assertActions({ Action: named, NotAction: excepted }: Statement, refuse: Refuse): void {
  for (const action of [...many(named), ...many(excepted)]) {
    if (action === '*' || /^[A-Za-z0-9-]+:[A-Za-z0-9*?]+$/.test(action)) continue
    throw refuse(`${JSON.stringify(action)} is no action: write service:Action, such as s3:GetObject`, [action])
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
function assertResources({ Resource: named, NotResource: excepted }: Statement, refuse: Refuse): void {
  if (named === undefined && excepted === undefined) throw refuse('has no Resource')
  for (const resource of [...many(named as OneOrMany | undefined), ...many(excepted)]) {
    if (resource === '*' || resource.startsWith('arn:')) continue
    throw refuse(`${JSON.stringify(resource)} is no resource: write an ARN, or "*"`, [resource])
  }
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
function assertConditions({ Condition: conditions = {} }: Statement, refuse: Refuse): void {
  for (const [operator, keys] of Object.entries(conditions)) {
    try {
      readConditions({ [operator]: keys }, true)
    } catch (cause) {
      if (!(cause instanceof EvaluationError)) throw cause
      const meant = cause.fault === 'unknown-operator' ? didYouMean(operator, [...operators.keys(), 'Null']) : undefined
      throw refuse(`${cause.message}${meant ? `: ${meant}` : ''}`, [operator])
    }
  }
}

/**
 * KMS refuses a policy after which nobody could change it any more.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html
 */
function assertAdministered(document: PolicyDocument, root: string): void {
  const account = root.split(':')[4] ?? ''
  // In a key's policy, whatever the resource says is the key.
  const statements = document.Statement.map(({ Resource: _, NotResource: __, ...rest }) => rest)
  const request = {
    principal: { type: 'AWS', id: root } as const,
    action: 'kms:PutKeyPolicy',
    resource: '*',
    context: { 'aws:PrincipalArn': root, 'aws:PrincipalAccount': account, 'kms:CallerAccount': account },
  }
  const { effect, statement } = evaluate([{ ...document, Statement: statements }], request)
  if (effect === 'Allow') return
  const what = `${root} may not kms:PutKeyPolicy, and KMS takes no policy that nobody could change`
  if (statement === null) throw new PolicyFormatError(what)
  throw statementFault(statement, document.Statement[statement]?.Sid, what)
}
