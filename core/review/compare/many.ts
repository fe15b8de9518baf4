import { compareText } from '../../model/diagnostic'
import type { FindingRule } from '../../model/risk/rules'

/** Something to be found, before it is rated; what says the same of several subjects is told once. */
export interface Said {
  readonly rule: FindingRule
  /** What it is said of. */
  readonly subject: string
  /** Goes on after the subjects. */
  readonly says: string
  readonly address?: string
}

const SHOWN = 4

/** `a, b and 3 more` */
export function namesOf(subjects: readonly string[]): string {
  const names = [...new Set(subjects)].sort()
  const [last, ...before] = [...names].reverse()
  if (last === undefined) return ''
  if (names.length > SHOWN) return `${names.slice(0, SHOWN - 1).join(', ')} and ${names.length - SHOWN + 1} more`
  return before.length === 0 ? last : `${before.reverse().join(', ')} and ${last}`
}

/** Each rule and saying once, with all its subjects. */
export function tellOnce(
  all: readonly Said[],
): { readonly rule: FindingRule; readonly message: string; readonly address?: string }[] {
  const groups = new Map<string, { first: Said; subjects: string[] }>()
  // The address is that of the first by name, in whatever order they are found.
  for (const each of [...all].sort((a, b) => compareText(a.subject, b.subject))) {
    const key = JSON.stringify([each.rule, each.says])
    const known = groups.get(key)
    if (known) known.subjects.push(each.subject)
    else groups.set(key, { first: each, subjects: [each.subject] })
  }
  return [...groups.values()].map(({ first: { rule, says, address }, subjects }) => ({
    rule,
    message: `${namesOf(subjects)} ${says}`,
    ...(address !== undefined && { address }),
  }))
}
