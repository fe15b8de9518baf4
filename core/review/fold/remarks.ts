import { compareText } from '../../model/diagnostic'
import { highest, RISKS, type Risk } from '../../model/risk/levels'
import { RISK_RULES, type FindingRule } from '../../model/risk/rules'
import { groupBy } from '../../model/group-by'
import type { Review } from '../types'
import { foldRest } from './everywhere'
import { sortedNames } from './once'

/** What a reviewer must know of one kind, beside the paths. */
export interface Remark {
  readonly rule: FindingRule
  readonly risk: Risk
  /** Each once; names are in them as people gave them. */
  readonly messages: readonly string[]
  readonly environments: readonly string[]
}

interface Message {
  readonly rule: FindingRule
  readonly risk: Risk
  readonly message: string
  readonly environments: readonly string[]
}

/** Findings, and what other lists of a review hold and no finding tells: one remark a rule, the riskiest first. */
export function remarksOf(review: Review): Remark[] {
  const { findings } = foldRest({
    ...review,
    notAnalysed: [],
    regranted: [],
    drift: { gained: [], lost: [], changed: [] },
  })
  const said = findings.map(({ first, environments }): Message => {
    const { rule, risk, message, general } = first
    return { rule, risk, message: environments.length > 1 ? general : message, environments }
  })
  return groupBy([...said, ...untold(review)], (each) => each.rule)
    .flatMap((same): Remark[] => {
      const [first] = same
      if (!first) return []
      return [
        {
          rule: first.rule,
          risk: highest(same.map((each) => each.risk)),
          messages: [...new Set(same.map((each) => each.message))],
          environments: sortedNames(same.flatMap((each) => each.environments)),
        },
      ]
    })
    .sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk) || compareText(a.rule, b.rule))
}

/** What is in a list, and no finding says. */
function untold({ findings, notAnalysed, regranted, drift }: Review): Message[] {
  const known = new Set(findings.map((each) => each.rule))
  const addresses = new Set(
    findings.flatMap((each) =>
      each.rule === 'not-analysed' ? [JSON.stringify([each.environment, each.address])] : [],
    ),
  )
  const message = (rule: FindingRule, text: string, environments: readonly string[]): Message => ({
    rule,
    risk: RISK_RULES[rule].level,
    message: text,
    environments: sortedNames(environments),
  })
  const counted = (
    rule: FindingRule,
    items: readonly { readonly environment: string }[],
    text: (count: number) => string,
  ): Message[] =>
    items.length === 0 || known.has(rule)
      ? []
      : [
          message(
            rule,
            text(items.length),
            items.map((each) => each.environment),
          ),
        ]
  const [given, taken] = [
    [...drift.gained.map((each) => each.path), ...drift.changed.map((each) => each.after)],
    drift.lost.map((each) => each.path),
  ]
  return [
    ...notAnalysed
      .filter((each) => !addresses.has(JSON.stringify([each.environment, each.address])))
      .map(({ environment, address, reason }) => message('not-analysed', `${address} ${reason}`, [environment])),
    ...counted('re-granted', regranted, (count) =>
      count === 1 ? 'one grant is revoked and given again' : `${count} grants are revoked and given again`,
    ),
    ...counted(
      'drift-gained',
      given,
      (count) => `${count} ${count === 1 ? 'path was' : 'paths were'} given or loosened outside Terraform`,
    ),
    ...counted(
      'drift-lost',
      taken,
      (count) => `${count} ${count === 1 ? 'path was' : 'paths were'} taken away outside Terraform`,
    ),
  ]
}
