/** How much a change asks of its reviewer, least first. */
export const RISKS = ['none', 'low', 'medium', 'high', 'critical'] as const
export type Risk = (typeof RISKS)[number]

/** Whether one level is at or over another. */
export const atLeast = (risk: Risk, floor: Risk): boolean => RISKS.indexOf(risk) >= RISKS.indexOf(floor)

/** The highest of some levels; `none` of none. */
export function highest(risks: Iterable<Risk>): Risk {
  let top: Risk = 'none'
  for (const each of risks) if (atLeast(each, top)) top = each
  return top
}
