import { many, type Statement } from '../../../../policy/document'
import type { ResourcePattern } from '../../../../policy/evaluate/arn'
import { readResources } from '../../../../policy/evaluate/resource'

/** What a statement says about resources, indexed: most patterns are plain ARNs, or ARNs with one star at the end. */
export interface Resources {
  readonly covers: ResourcePattern
  /** Whether some resource that begins so is covered: `arn:aws:s3:::bucket`. May say yes too often, never too rarely. */
  readonly touches: (head: string) => boolean
}

const ALL: Resources = { covers: () => true, touches: () => true }

export function resourcesOf(statement: Pick<Statement, 'Resource' | 'NotResource'>, expands: boolean): Resources {
  const { Resource: named, NotResource: excepted } = statement
  if (excepted !== undefined) {
    const except = readResources('NotResource', excepted, expands)
    return { covers: (resource, lookup) => !except(resource, lookup), touches: () => true }
  }
  return named === undefined ? ALL : indexed(many(named), expands)
}

// The star stands in the sixth part of the ARN, where it runs over colons and slashes: such a pattern is a prefix.
const PREFIX = /^(?:[^:*?$]*:){5}[^*?$]*\*$/
const EXACT = /^(?:[^:*?$]*:){5}[^*?$]*$/

function indexed(patterns: readonly string[], expands: boolean): Resources {
  const exact = new Set(patterns.filter((each) => EXACT.test(each)))
  const prefixes = new Map<number, Set<string>>()
  for (const each of patterns.filter((pattern) => PREFIX.test(pattern))) {
    const prefix = each.slice(0, -1)
    prefixes.set(prefix.length, (prefixes.get(prefix.length) ?? new Set()).add(prefix))
  }
  const lengths = [...prefixes]
  const rest = patterns.filter((each) => !EXACT.test(each) && !PREFIX.test(each))
  const others = rest.length === 0 ? undefined : readResources('Resource', rest, expands)
  const heads = headsOf(patterns)
  return {
    covers: (resource, lookup) =>
      exact.has(resource) ||
      lengths.some(([length, known]) => resource.length >= length && known.has(resource.slice(0, length))) ||
      (others?.(resource, lookup) ?? false),
    touches: (head) => heads === undefined || heads.has(head),
  }
}

/** What stands before the first slash of each pattern; `undefined` if one of them has a wildcard there. */
function headsOf(patterns: readonly string[]): ReadonlySet<string> | undefined {
  const heads = patterns.map((each) => each.split('/')[0] ?? '')
  return heads.some((each) => /[*?$]/.test(each)) ? undefined : new Set(heads)
}
