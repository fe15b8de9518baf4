import { formatPosition } from '../../../model/diagnostic'
import type { Finding } from '../../types'
import type { Named } from '../../fold/everywhere'
import type { Once } from '../../fold/once'
import type { Context } from './context'
import { Markdown, mark } from './markdown'
import { tableHead, tableRow, type Section } from './section'
import { namesText, riskText } from './words'

/** What a reviewer must know and no path says. */
export function findingsSections(context: Context): Section[] {
  const { findings } = context.rest
  if (findings.length === 0) return []
  return [
    {
      title: mark`Findings`,
      head: tableHead('Risk', 'Finding', 'Where', ...(context.several ? ['Environment'] : [])),
      lines: findings.map((each) => ({ text: line(context, each) })),
      unit: 'findings',
      weight: 4,
    },
  ]
}

function line({ ink, several }: Context, { first, all, environments }: Once<Finding & Named>): Markdown {
  const places = all.flatMap(({ source, address }) => [
    ...(source ? [formatPosition(source)] : []),
    ...(address === undefined ? [] : [address]),
  ])
  return tableRow(
    mark`${riskText(first.risk)}: ${Markdown.ours(first.rule)}`,
    ink.code(environments.length > 1 ? first.general : first.message),
    namesText(ink, [...new Set(places)]),
    ...(several ? [namesText(ink, environments)] : []),
  )
}

/** What may decide about access and could not be read: never left out of a page, since it may be anything. */
export function notAnalysedSections(context: Context): Section[] {
  const { ink, several, rest } = context
  if (rest.notAnalysed.length === 0) return []
  return [
    {
      title: mark`Not analysed`,
      intro: mark`This may decide about access, and Trustloom does not understand it: read it in the plan.`,
      head: tableHead('Resource', 'It', ...(several ? ['Environment'] : [])),
      lines: rest.notAnalysed.map(({ first, environments }) => ({
        text: tableRow(
          ink.code(first.address),
          ink.code(environments.length > 1 ? first.general : first.reason),
          ...(several ? [namesText(ink, environments)] : []),
        ),
      })),
      unit: 'resources',
      weight: 2,
    },
  ]
}
