import type { ReportingDescriptor, Result } from 'sarif'
import { highest, type Risk } from '../../../model/risk/levels'
import { RISK_RULES, type RiskRuleId } from '../../../model/risk/rules'

/** SARIF's level of a risk. */
export const LEVELS: Readonly<Record<Risk, NonNullable<Result['level']>>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  none: 'none',
}

/**
 * GitHub reads a rule's severity from a score: over 9.0 critical, from 7.0 high, from 4.0 medium, else low.
 *
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const SCORES: Readonly<Record<Risk, string>> = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0', none: '0.0' }

/**
 * A rule as a run tells it.
 *
 * @param risks of the run's results of the rule: the score is theirs, since a mesh may rate a reason otherwise
 */
export function descriptorOf(rule: RiskRuleId, risks: readonly Risk[]): ReportingDescriptor {
  const { level, what } = RISK_RULES[rule]
  const sentence = `${what.charAt(0).toUpperCase()}${what.slice(1)}.`
  const risk = highest(risks)
  return {
    id: rule,
    shortDescription: { text: sentence },
    fullDescription: { text: sentence },
    help: { text: `${sentence} Its risk is ${level} where review.risk of mesh.yaml says nothing else.` },
    defaultConfiguration: { level: LEVELS[risk] },
    properties: { tags: ['security', 'access'], precision: 'very-high', 'security-severity': SCORES[risk] },
  }
}
