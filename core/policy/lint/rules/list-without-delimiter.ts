import { includesAction } from '../actions'
import { hasWildcard, variablesOf } from '../patterns'
import { statementsOf, type ConditionTest, type ReadStatement } from '../statement'
import type { Fault, LintRule } from '../types'

/** A level of a bucket, named exactly: the top, or a folder that is not the session's own. */
const isLevel = (prefix: string): boolean =>
  (prefix === '' || prefix.endsWith('/')) && !hasWildcard(prefix) && variablesOf(prefix).length === 0

const onKey = ({ tests }: ReadStatement, key: string): ConditionTest[] =>
  tests.filter(({ lowerKey, negated, ifExists, base }) => lowerKey === key && !negated && !ifExists && base !== 'Null')

const isList = (statement: ReadStatement): boolean =>
  statement.allows && (includesAction(statement, 's3:ListBucket') || includesAction(statement, 's3:ListBucketVersions'))

export const listWithoutDelimiter: LintRule = {
  id: 'list-without-delimiter',
  severity: 'error',
  what: 'An Allow of s3:ListBucket that shows more names than its prefixes seem to say: a level without s3:delimiter, or no prefix at all on a bucket of which the policy reaches some folders only.',
  reason:
    'Without a delimiter S3 lists everything below a prefix, at any depth: the names of all users and their files.',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html#condition-key-bucket-ops-2',
  check: (subject) => {
    if (subject.kind !== 'permission') return 'not-applicable'
    const statements = statementsOf(subject)
    const lists = statements.flatMap((each, index) => (isList(each) ? [[each, index] as const] : []))
    if (lists.length === 0) return 'not-applicable'
    const reached = statements.filter(({ allows }) => allows).flatMap(({ resources }) => resources)
    return lists.flatMap(([list, statement]): Fault[] => {
      const prefixes = onKey(list, 's3:prefix').flatMap(({ values }) => values)
      if (prefixes.length === 0 || prefixes.includes('*')) {
        return list.resources
          .filter((bucket) => isReachedInPart(bucket, reached))
          .map((bucket) => ({
            statement,
            message: `every name in ${bucket} can be listed, though only some folders can be reached`,
            hint: 'add StringLike s3:prefix with the same folders',
          }))
      }
      const levels = prefixes.filter(isLevel)
      if (levels.length === 0 || onKey(list, 's3:delimiter').some(({ set }) => set === 'one')) return []
      const shown = levels.map((each) => JSON.stringify(each)).join(', ')
      return [
        {
          statement,
          message: `listing ${shown} goes to any depth: nothing asks for a delimiter`,
          hint: 'add StringEquals s3:delimiter "/"',
        },
      ]
    })
  },
}

function isReachedInPart(bucket: string, reached: readonly string[]): boolean {
  const objects = reached.filter((each) => each.startsWith(`${bucket}/`))
  return objects.length > 0 && !objects.includes(`${bucket}/*`)
}
