import { formatPosition } from '../../core/model/diagnostic'
import type { Preparation } from './prepare'
import { visible } from './terminal'

type Waived = Preparation['waived']

/** One line a waiver: what it sets aside, why, and where somebody wrote that. */
export function waiverLines(waived: Waived): string[] {
  const lines = waived.map(({ result, waiver }) => {
    const { owner, policy } = result.subject
    const at = waiver.source('rule')
    const reason = waiver.reason.replace(/\s+/g, ' ').trim()
    return visible(`waived: ${result.rule} at ${owner}/${policy}: ${reason}${at ? ` (${formatPosition(at)})` : ''}`)
  })
  return [...new Set(lines)]
}

/** Every failure that a waiver sets aside. */
export function waiversJson(waived: Waived): object[] {
  return waived.map(({ result, waiver }) => {
    const { rule, severity, subject, statement, message } = result
    const { environment, owner, policy } = subject
    const { at, reason } = waiver
    const place = waiver.source('rule')
    const source = place ? formatPosition(place) : null
    return { rule, severity, environment, owner, policy, statement, message, at, reason, source }
  })
}
