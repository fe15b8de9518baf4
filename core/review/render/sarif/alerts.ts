import { compareText, type Position } from '../../../model/diagnostic'
import { RISKS, type Risk } from '../../../model/risk/levels'
import { RISK_RULES, type RiskRuleId } from '../../../model/risk/rules'
import type { Finding, NotAnalysed, Regrant, Review } from '../../types'
import { changeAlerts, driftAlerts } from './changes'
import { listed } from './words'

/** What becomes one result. Texts are as people gave them: neither masked nor escaped. */
export interface Alert {
  readonly rule: RiskRuleId
  readonly risk: Risk
  readonly environment: string
  readonly message: string
  /** What it is about, without lines: the same in every review of the same change. */
  readonly about: readonly (string | null)[]
  readonly source: Position | undefined
  readonly address: string | undefined
}

/**
 * Everything that a reviewer must look at, the riskiest first: findings, what was not analysed, grants that are given
 * again, and what is gained. Without risk, and so no alert, is what is lost or narrowed, and what a mesh rates `none`.
 */
export function alertsOf(review: Review): Alert[] {
  const { findings } = review
  const isTold = (rule: RiskRuleId, environment: string, address?: string): boolean =>
    findings.some(
      (each) =>
        each.rule === rule && each.environment === environment && (address === undefined || each.address === address),
    )
  const alerts = [
    ...findings.map(findingAlert),
    ...review.notAnalysed
      .filter((each) => !isTold('not-analysed', each.environment, each.address))
      .map(notAnalysedAlert),
    ...review.regranted.filter((each) => !isTold('re-granted', each.environment)).map(regrantAlert),
    ...changeAlerts(review),
    ...driftAlerts(review.drift).filter((each) => !isTold(each.rule, each.environment)),
  ]
  return alerts
    .filter(({ risk }) => risk !== 'none')
    .map((alert) => ({ alert, key: JSON.stringify([alert.environment, alert.rule, alert.about, alert.message]) }))
    .sort((a, b) => RISKS.indexOf(b.alert.risk) - RISKS.indexOf(a.alert.risk) || compareText(a.key, b.key))
    .map(({ alert }) => alert)
}

function findingAlert({ rule, risk, environment, message, source, address }: Finding): Alert {
  return { rule, risk, environment, message, about: [environment, message], source, address }
}

function notAnalysedAlert({ environment, address, reason }: NotAnalysed): Alert {
  const message = `${address} ${reason}`
  const about = [environment, address]
  const rule = 'not-analysed'
  return { rule, risk: RISK_RULES[rule].level, environment, message, about, source: undefined, address }
}

function regrantAlert({ environment, role, groups, permissions, address, ...on }: Regrant): Alert {
  const rule = 're-granted'
  const where = on.location ?? (on.table === null ? on.database : `${on.dataset ?? on.database}.${on.table}`)
  const message = `Terraform revokes ${listed(permissions)} of ${role} on ${where} and gives it again, for ${listed(groups)}`
  const about = [environment, role, on.database, on.table, on.location]
  return { rule, risk: RISK_RULES[rule].level, environment, message, about, source: undefined, address }
}
