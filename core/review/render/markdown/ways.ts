import { digits } from '../lib/count'
import { groupText, type Context } from './context'
import { Markdown, mark } from './markdown'
import { tableHead, tableRow, type Section } from './section'
import { namesText, riskText } from './words'

/** The new ways in, one a line: a service that is added to a role with three groups is three of them. */
export function waysSections(context: Context): Section[] {
  const { ways, ink, several } = context
  if (ways.length === 0) return []
  return [
    {
      title: mark`New ways in`,
      head: tableHead('Risk', 'Group × service', 'Role', 'Opens', ...(several ? ['Environment'] : [])),
      lines: ways.map((way) => ({
        text: tableRow(
          riskText(way.risk),
          mark`${groupText(context, way.group)} × ${ink.code(way.service)}`,
          ink.code(way.role),
          Markdown.ours(`${digits(way.paths)} ${way.paths === 1 ? 'path' : 'paths'}`),
          ...(several ? [namesText(ink, way.environments)] : []),
        ),
      })),
      unit: 'ways in',
      weight: 2,
    },
  ]
}
