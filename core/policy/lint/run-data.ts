import type { ReadStatement } from './statement'

/** What reads data, secrets or logs, though AWS counts it among reading configuration. */
const DATA =
  /^(?:athena:(?:batch)?getquery|cognito-idp:(?:admin|list)|dynamodb:(?:batchget|getrecords|partiql|query|scan)|glue:(?:batchgetpartition|getconnection|getpartitions?$)|lakeformation:(?:get(?:dataaccess|temporary|workunit|tableobjects)|startquery)|logs:(?:filter|get(?!logdelivery)|startquery)|s3:(?:getobject|listbucketversions|selectobject)|secretsmanager:(?:batch)?getsecret|sqs:receive|ssm:)/

/** Allowed under a condition that keeps them to what is no data of people. */
const GUARDED: Readonly<Record<string, string>> = {
  'dynamodb:getitem': 'dynamodb:leadingkeys',
  'kms:decrypt': 'kms:viaservice',
}

/** The condition key without which an action, in lower case, would read data of people. */
export const guardOf = (action: string): string | undefined => GUARDED[action]

/** Whether a request meets the statement only with a value of the key, and each value that does is one of those. */
export const isGuardedBy = (
  { tests }: ReadStatement,
  key: string,
  isRight: (value: string) => boolean = (value) => value !== '*',
): boolean =>
  tests.some(
    ({ lowerKey, negated, ifExists, base, values }) =>
      lowerKey === key && !negated && !ifExists && base !== 'Null' && values.every(isRight),
  )

/** Whether an action, in lower case, reads data, secrets or logs. */
export function readsData(action: string, statement: ReadStatement): boolean {
  const guard = guardOf(action)
  return guard === undefined ? DATA.test(action) : !isGuardedBy(statement, guard)
}
