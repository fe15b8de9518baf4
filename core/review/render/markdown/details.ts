import { compareText, formatPosition } from '../../../model/diagnostic'
import type { PathChange } from '../../fold/change'
import { groupBy } from '../../../model/group-by'
import { sortedNames } from '../../fold/once'
import { RISKS } from '../../../model/risk/levels'
import { RISK_RULES, type RiskRuleId } from '../../../model/risk/rules'
import type { ReviewedEnvironment } from '../../types'
import type { NumberedRow } from './access'
import type { Context } from './context'
import { pathsText } from './headline'
import { joinMarkdown, Markdown, mark, NOTHING } from './markdown'
import { folded, tableHead, tableRow } from './section'
import { namesText, riskText } from './words'

/** What each environment's part of the rows is made of, the riskiest environment first; each folded, as a whole. */
export function environmentDetails(context: Context, rows: readonly NumberedRow[]): Markdown[] {
  const parts = rows.flatMap(({ row, number }) =>
    groupBy(row.changes, (each) => each.path.environment).map((changes): Part => ({ row, number, changes })),
  )
  const byEnvironment = new Map(
    groupBy(parts, environmentOf).flatMap((own) => own.slice(0, 1).map((first) => [environmentOf(first), own])),
  )
  return [...context.review.environments]
    .sort((a, b) => RISKS.indexOf(b.risk) - RISKS.indexOf(a.risk) || compareText(a.name, b.name))
    .flatMap((environment) => {
      const own = byEnvironment.get(environment.name)
      return own ? [details(context, environment, own)] : []
    })
}

/** What a row is made of in one environment. */
interface Part extends NumberedRow {
  readonly changes: readonly PathChange[]
}

const environmentOf = ({ changes: [first] }: Part): string => first?.path.environment ?? ''

const STATES = { new: ' · new environment', gone: ' · environment that goes away', kept: '' } as const

function details({ ink }: Context, environment: ReviewedEnvironment, parts: readonly Part[]): Markdown {
  const { name, account, state, digest, risk } = environment
  const counted = Markdown.ours(pathsText(parts.flatMap((each) => each.changes)))
  const summary = mark`${ink.html(name)} · account ${ink.html(account)}${Markdown.ours(STATES[state])} · ${riskText(risk)} · ${counted}`
  const table = joinMarkdown(
    [
      tableHead('Row', 'Paths', 'Role', 'Reasons', 'Lines', 'Resources'),
      ...parts.map(({ row, number, changes }) =>
        tableRow(
          mark`${number}`,
          mark`${changes.length}`,
          namesText(
            ink,
            sortedNames(changes.map((each) => each.path.role)).filter((role) => role !== ''),
          ),
          Markdown.ours(row.reasons.join(', ') || '–'),
          namesText(ink, sortedNames(changes.flatMap(linesOf))),
          namesText(ink, sortedNames(changes.flatMap(addressesOf))),
        ),
      ),
    ],
    '\n',
  )
  return folded(summary, joinMarkdown([mark`Digest: ${ink.digest(digest)}`, table], '\n\n'))
}

const linesOf = ({ path, before }: PathChange): string[] =>
  [path, before].flatMap((each) => (each?.source ? [formatPosition(each.source)] : []))

const addressesOf = ({ path, before }: PathChange): string[] =>
  [path, before].flatMap((each) => (each?.address === undefined ? [] : [each.address]))

/** What the reasons on the page mean. */
export function reasonsDetails({ folded: { rows }, drift, rest }: Context): Markdown {
  const used = sortedNames<RiskRuleId>([
    ...[...rows, ...drift.rows].flatMap((each) => each.reasons),
    ...rest.findings.map((each) => each.first.rule),
  ])
  if (used.length === 0) return NOTHING
  const items = used.map((each) => Markdown.ours(`- ${each}: ${RISK_RULES[each].what}`))
  return folded(mark`What the reasons mean`, joinMarkdown(items, '\n'))
}
