import { bothBounds } from './bounds'
import { covers, overlap } from './patterns'
import { requiresKey, type ConditionTest } from './statement'

export interface Contradiction {
  readonly one: ConditionTest
  /** `undefined` where `one` alone can never hold. */
  readonly other: ConditionTest | undefined
  readonly why: string
}

/** Tests of one statement that cannot hold together; each test is named once at most. */
export function contradictionsIn(tests: readonly ConditionTest[]): Contradiction[] {
  const told = new Set<ConditionTest>()
  return tests.flatMap((one, index): Contradiction[] => {
    if (told.has(one)) return []
    if (requiresKey(one) && refusesValues(one)) return [{ one, other: undefined, why: 'it refuses every value' }]
    for (const other of tests.slice(index + 1)) {
      if (told.has(other) || other.lowerKey !== one.lowerKey) continue
      const why = clash(one, other)
      if (why === undefined) continue
      told.add(other)
      return [{ one, other, why }]
    }
    return []
  })
}

function clash(one: ConditionTest, other: ConditionTest): string | undefined {
  if ((requiresKey(one) && refusesKey(other)) || (requiresKey(other) && refusesKey(one)))
    return 'one needs the key, the other is met only without it'
  if (one.set !== 'one' || other.set !== 'one') return undefined
  // Where both are met by a missing key, that is their way out.
  if (!requiresKey(one) && !requiresKey(other)) return undefined
  if (isText(one) && isText(other)) {
    if (one.negated && other.negated) return undefined
    if (one.negated) return excludes(one, other) ? EXCLUDED : undefined
    if (other.negated) return excludes(other, one) ? EXCLUDED : undefined
    return one.values.some((a) => other.values.some((b) => meet(one, a, other, b))) ? undefined : 'no value meets both'
  }
  return bothBounds(one, other) ? undefined : 'no value meets both'
}

const EXCLUDED = 'one refuses every value that the other takes'

/** Whether the test holds only where the key is missing. */
const refusesKey = (test: ConditionTest): boolean =>
  test.base === 'Null' ? !test.values.includes('false') : refusesValues(test)

const refusesValues = ({ base, negated, values }: ConditionTest): boolean =>
  base !== 'Null' && negated && /Like$/.test(base) && values.includes('*')

const isText = ({ base }: ConditionTest): boolean => /^(?:String|Arn)/.test(base) || base === 'Bool'

/** Whether a negated test refuses all that a positive one takes. */
const excludes = (negated: ConditionTest, positive: ConditionTest): boolean =>
  positive.values.every((taken) =>
    negated.values.some((refused) => {
      const [wide, narrow] = [pattern(negated, refused), pattern(positive, taken)]
      // Case that one ignores is told by the other: only the one that refuses may ignore it.
      return covers(fold(negated, wide), fold(negated, narrow)) && (ignoresCase(negated) || !ignoresCase(positive))
    }),
  )

const meet = (one: ConditionTest, a: string, other: ConditionTest, b: string): boolean => {
  const either = ignoresCase(one) ? one : other
  return overlap(fold(either, pattern(one, a)), fold(either, pattern(other, b)))
}

const ignoresCase = ({ base }: ConditionTest): boolean => base.endsWith('IgnoreCase')
const fold = (test: ConditionTest, text: string): string => (ignoresCase(test) ? text.toLowerCase() : text)

/** Under an exact operator, wildcards are plain characters. */
const pattern = ({ base }: ConditionTest, value: string): string =>
  /Like$|^Arn/.test(base) ? value : value.replace(/[*?](?!\})/g, '${$&}')
