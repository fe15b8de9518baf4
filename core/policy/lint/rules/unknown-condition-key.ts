import { listKnown, didYouMean } from '../../../model/suggest'
import { remember } from '../../evaluate/memo'
import { isConditionKey, keyNames } from '../iam-data'
import { eachStatement, found } from '../judge'
import { variablesOf } from '../patterns'
import { providerNames, providersOf } from '../providers'
import type { ReadStatement } from '../statement'
import type { Fault, LintRule } from '../types'

type Finding = Omit<Fault, 'statement'>

const judge = remember((key): readonly Finding[] => {
  if (isConditionKey(key)) return []
  const colon = key.indexOf(':')
  if (colon < 0) return [found(`${key} is no condition key`, 'a key begins with aws: or a service')]
  const service = key.slice(0, colon).toLowerCase()
  if (service === 'aws') {
    const bare = isConditionKey(`${key}/x`)
    return [
      found(`there is no condition key ${key}`, bare ? `name the tag: ${key}/<tag>` : 'see the global condition keys'),
    ]
  }
  const names = keyNames(service)
  if (names === undefined) return [found(`there is no condition key ${key}`, `${service} is no service`)]
  return [found(`there is no condition key ${key}`, didYouMean(key, names) ?? listKnown('key', names))]
})

/** Keys of an identity provider begin with its host. */
const providerOf = (key: string): string | undefined => /^([^:]*\.[^:]*):[^:]+$/.exec(key)?.[1]

export const unknownConditionKey: LintRule = {
  id: 'unknown-condition-key',
  severity: 'error',
  what: 'A condition key or policy variable that AWS does not have, or that belongs to another provider.',
  reason: 'No request ever holds it: what an Allow asks of it never holds, and a negated condition always does.',
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  check: eachStatement((statement) => {
    const { tests, resources } = statement
    const texts = [...resources, ...tests.flatMap(({ values }) => values)]
    const keys = [...tests.map(({ key }) => key), ...texts.flatMap(variablesOf)]
    return keys.length === 0 ? undefined : keys.flatMap((key) => judgeKey(key, statement))
  }),
}

function judgeKey(key: string, statement: ReadStatement): readonly Finding[] {
  const host = providerOf(key)
  if (host === undefined) return judge(key)
  const providers = providersOf(statement)
  // Outside a trust policy it stands for the provider that the session came through.
  if (providers.length === 0 || providers.some(({ prefix }) => prefix.toLowerCase() === host.toLowerCase())) return []
  return [
    found(
      `${key} is a key of another provider than ${providerNames(providers)}`,
      'write the issuer as in the principal',
    ),
  ]
}
