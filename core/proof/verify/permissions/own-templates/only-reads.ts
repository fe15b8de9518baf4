import { isMereReading } from '../../../../policy/lint/escalations'
import { actionsLike } from '../../../../policy/lint/iam-data'

/**
 * Whether AWS says of an action, or of every action that a pattern stands for, that it only reads or lists, and it hands
 * out nothing to act with as another one. Of what AWS does not know, nobody can tell.
 *
 * @param action `bedrock:InvokeModel`; a wildcard may stand in its name, and not in its service
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
 */
export function onlyReads(action: string): boolean {
  const [service = '', pattern = ''] = action.toLowerCase().split(':')
  const names = actionsLike(service, pattern)
  return names.length > 0 && names.every((each) => isMereReading(service, each))
}
