import { leadOf, type LeadRow } from '../lib/lead'
import type { Context } from './context'
import { mark, NOTHING } from './markdown'
import { tableHead, tableRow, type Section } from './section'
import { ratedText, written } from './words'

/** The causes, and what was found beside them: what is read first, and mostly alone. */
export function leadSections({ review, ink }: Context): Section[] {
  const rows = leadOf(review)
  if (rows.length === 0) return []
  const line = ({ risk, reasons, who, what, through, paths }: LeadRow): Section['lines'][number] => ({
    text: tableRow(
      ratedText(risk, reasons),
      who.length > 0 ? written(ink, who) : mark`–`,
      written(ink, what),
      through.length > 0 ? written(ink, through) : mark`–`,
    ),
    paths,
  })
  return [
    {
      title: NOTHING,
      head: tableHead('Risk', 'Who', 'What', 'Through'),
      lines: rows.map(line),
      unit: 'causes',
      weight: 6,
      open: true,
    },
  ]
}
