import { eachStatement, found } from '../judge'
import type { LintRule } from '../types'

export const actionWildcard: LintRule = {
  id: 'action-wildcard',
  severity: 'error',
  what: 'A * or ? in an action of an Allow, or NotAction.',
  reason:
    's3:PutObject* includes PutObjectAcl and PutObjectRetention, s3:DeleteObject* the deletion of versions; and what AWS adds next year is allowed today.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
  check: eachStatement(({ allows, actions, notActions }) => {
    if (!allows) return undefined
    if (notActions.length > 0)
      return [
        found(`NotAction ${notActions.join(', ')} allows every other action of AWS`, 'list the actions that are meant'),
      ]
    return actions
      .filter((each) => /[*?]/.test(each))
      .map((each) => found(`${each} stands for more than one action`, 'list the actions that are meant'))
  }),
}
