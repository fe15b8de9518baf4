import type { ConditionTest } from './statement'

interface Interval {
  readonly from: number
  readonly to: number
  /** Whether `from` and `to` themselves are out. */
  readonly open: boolean
}

/** Whether a number or date may meet both tests; for other operators nothing is known, and so it may. */
export function bothBounds(one: ConditionTest, other: ConditionTest): boolean {
  const [a, b] = [intervals(one), intervals(other)]
  if (a === undefined || b === undefined) return true
  return a.some((each) => b.some((another) => meet(each, another)))
}

function meet(a: Interval, b: Interval): boolean {
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)]
  return from < to || (from === to && !(a.open || b.open))
}

/** The values of a test are ORed: one interval each. */
function intervals({ base, values }: ConditionTest): Interval[] | undefined {
  const [, kind, relation] =
    /^(Numeric|Date)(Equals|LessThan|LessThanEquals|GreaterThan|GreaterThanEquals)$/.exec(base) ?? []
  if (kind === undefined || relation === undefined) return undefined
  const numbers = values.map((each) =>
    kind === 'Date' && Number.isNaN(Number(each)) ? Date.parse(each) : Number(each),
  )
  if (numbers.some(Number.isNaN)) return undefined
  const open = !relation.endsWith('Equals')
  return numbers.map((each) => ({
    from: relation.startsWith('Less') ? -Infinity : each,
    to: relation.startsWith('Greater') ? Infinity : each,
    open,
  }))
}
