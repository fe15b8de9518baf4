import { compareText } from '../../../model/diagnostic'
import { takesAway } from '../../fold/change'
import type { AccessRow } from '../../fold/row'
import { count, phrase } from '../lib/count'
import type { Context } from './context'
import { joinMarkdown, Markdown, mark } from './markdown'
import { riskText } from './words'

/** What a reviewer reads first. */
export function headline(context: Context): Markdown {
  const { review, ink } = context
  const names = review.environments.filter((each) => each.changed).map((each) => each.name)
  const title = joinMarkdown(
    [
      mark`### Access review: ${riskText(review.risk)}`,
      names.length > 0 ? mark`(${ink.list(names.sort(compareText))})` : mark``,
    ],
    ' ',
  )
  return joinMarkdown(
    [title, isSilent(context) ? mark`Nothing about access changes.` : sentence(context), folded(context)],
    '\n\n',
  )
}

export const isSilent = ({ review }: Context): boolean =>
  review.gained.length + review.lost.length + review.changed.length + review.findings.length === 0 &&
  review.notAnalysed.length + review.regranted.length === 0 &&
  review.drift.gained.length + review.drift.lost.length + review.drift.changed.length === 0

function sentence({ folded: { rows }, ways, review }: Context): Markdown {
  const groups = (some: readonly AccessRow[]): number => new Set(some.flatMap((each) => each.groups)).size
  const gaining = groups(rows.filter((each) => !takesAway(each)))
  const losing = groups(rows.filter(takesAway))
  const parts = [
    gaining > 0 ? `${count(gaining, 'group')} ${gaining === 1 ? 'gains' : 'gain'}` : '',
    losing > 0 ? `${count(losing, 'group')} ${losing === 1 ? 'loses' : 'lose'}` : '',
    ways.length > 0
      ? count(
          ways.reduce((sum, each) => sum + each.environments.length, 0),
          'new way in (group × service)',
          'new ways in (group × service)',
        )
      : '',
    review.regranted.length > 0 ? count(review.regranted.length, 'grant is given again', 'grants are given again') : '',
    review.findings.length > 0 ? count(review.findings.length, 'finding') : '',
    review.notAnalysed.length > 0
      ? count(review.notAnalysed.length, 'resource is not analysed', 'resources are not analysed')
      : '',
  ].filter((each) => each !== '')
  return Markdown.ours(`${parts.length > 0 ? phrase(parts) : 'Only what nobody gains or loses by changes'}.`)
}

/** What is hidden, since it decides nothing. */
function folded({ review, folded: { hidden } }: Context): Markdown {
  const { tags, descriptions, metadata, others } = review.folded
  const parts = [
    tags > 0 ? count(tags, 'change of tags', 'changes of tags') : '',
    descriptions > 0 ? count(descriptions, 'change of a description', 'changes of descriptions') : '',
    metadata > 0 ? count(metadata, 'rotation of metadata', 'rotations of metadata') : '',
    others > 0 ? count(others, 'other change') : '',
    hidden > 0
      ? count(
          hidden,
          'path to the database default, which Athena asks for',
          'paths to the database default, which Athena asks for',
        )
      : '',
  ].filter((each) => each !== '')
  return parts.length === 0 ? mark`` : Markdown.ours(`Hidden, since it decides nothing about data: ${phrase(parts)}.`)
}
