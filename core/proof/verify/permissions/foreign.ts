import { bucketArn, glueArn } from '../../../model/arn'
import { compareText } from '../../../model/diagnostic'
import type { EnvironmentAccess } from '../../../model/graph'
import { resultsNames } from '../../../model/results'
import { many, type Statement } from '../../../policy/document'
import { resourcePattern } from '../../../policy/evaluate/arn'
import type { Beyond } from './outside-services'

/** What of a statement points at another environment. */
export type Foreign = (statement: Statement) => Beyond[]

interface Thing {
  readonly arn: string
  readonly environment: string
}

/**
 * Looks for buckets, keys, roles and catalogues of other environments in what a statement names. An access across
 * accounts needs both sides; nothing in a mesh gives this one.
 */
export function foreignThings(own: EnvironmentAccess, others: readonly EnvironmentAccess[]): Foreign {
  const things = others.flatMap(thingsOf).sort((a, b) => compareText(a.arn, b.arn))
  const accounts = new Set(others.map((each) => each.account))
  const found = new Map<string, Thing | undefined>()
  const find = (pattern: string): Thing | undefined => {
    const [, , service = '', , account = ''] = pattern.split(':')
    if (service !== 's3' && !/[*?]/.test(`${service}${account}`) && !accounts.has(account)) return undefined
    const covers = resourcePattern(pattern.replace(/\$\{[^}]*\}/g, '*'), false)
    return beginningWith(things, pattern.split(/[*?$]/)[0] ?? '').find(({ arn }) => covers(arn, () => undefined))
  }
  return ({ Effect: effect, Resource: resource }) => {
    if (effect !== 'Allow') return []
    return many(resource).flatMap((pattern) => {
      // Everything is too much in the own account already, except for actions that take no resource.
      if (pattern === '*') return []
      if (!found.has(pattern)) found.set(pattern, find(withObject(pattern)))
      const thing = found.get(pattern)
      if (!thing || thing.environment === own.environment) return []
      const message = `names ${pattern}, which covers ${thing.arn} of ${thing.environment}`
      return [{ cause: `foreign ${thing.environment}`, message, text: pattern }]
    })
  }
}

/** A bucket is known by itself, whether a pattern names it or what lies in it. */
const withObject = (pattern: string): string =>
  /^arn:[^:]*:s3:/.test(pattern) && pattern.includes('/') ? pattern.slice(0, pattern.indexOf('/')) : pattern

function thingsOf(environment: EnvironmentAccess): Thing[] {
  const { partition, region, account, datasets, home, roles } = environment
  const buckets = [...datasets.map((each) => each.bucket), resultsNames(environment).bucket]
  const arns = [
    ...[...buckets, ...(home ? [home.bucket] : [])].map((each) => bucketArn(environment, each)),
    ...roles.map((each) => each.arn),
    ...datasets.flatMap(({ locationRole, database }) => [
      locationRole.arn,
      glueArn(environment, `database/${database}`),
    ]),
    glueArn(environment, 'catalog'),
    `arn:${partition}:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`,
  ]
  return arns.map((arn) => ({ arn, environment: environment.environment }))
}

/** The things whose ARN begins so; they are sorted. */
function beginningWith(things: readonly Thing[], prefix: string): readonly Thing[] {
  let [low, high] = [0, things.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareText(things[middle]?.arn ?? '', prefix) < 0) low = middle + 1
    else high = middle
  }
  let end = low
  while (things[end]?.arn.startsWith(prefix)) end++
  return things.slice(low, end)
}
