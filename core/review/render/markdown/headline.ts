import { takesAway, type PathChange } from '../../fold/change'
import type { AccessRow } from '../../fold/row'
import { count, digits } from '../lib/count'
import { isQuiet, quietText } from '../lib/quiet'
import type { Context } from './context'
import { joinMarkdown, Markdown, mark, NOTHING } from './markdown'
import { riskText } from './words'

/** How many environments a headline names. */
const NAMED = 5

/** Where, how risky, and how much of what. */
export function headline(context: Context): Markdown {
  const { review, ink } = context
  const changed = review.environments.filter((each) => each.changed).map((each) => each.name)
  const environments = changed.length > 0 ? changed : review.environments.map((each) => each.name)
  const rest = environments.length - NAMED
  const names = joinMarkdown(
    environments.slice(0, NAMED).map((each) => ink.code(each)),
    ', ',
  )
  const where = rest > 0 ? mark`${names} and ${Markdown.ours(count(rest, 'more environment'))}` : names
  const title = where.text === '' ? mark`### Access changes` : mark`### Access changes · ${where}`
  return mark`${title} — ${riskText(review.risk)}\n\n${facts(context)}`
}

function facts({ review, folded, drift, ways, rest }: Context): Markdown {
  const sum = (items: readonly { readonly length: number }[]): number =>
    items.reduce((total, each) => total + each.length, 0)
  const regrants = sum(rest.regranted.map((each) => each.all))
  const newWays = sum(ways.map((each) => each.environments))
  const unread = sum(rest.notAnalysed.map((each) => each.all))
  const { metadata } = review.folded
  const parts = [
    ...people(folded.rows),
    newWays > 0 ? `**${count(newWays, 'new group × service way')} in**` : '',
    regrants > 0 ? `${count(regrants, 'grant')} re-created (brief revoke)` : '',
    rest.findings.length > 0 ? count(rest.findings.length, 'finding') : '',
    unread > 0 ? `${count(unread, 'resource')} not analysed` : '',
    drift.rows.length > 0 ? `${count(drift.rows.length, 'change')} outside Terraform` : '',
    metadata > 0 ? `${count(metadata, 'metadata-only change')} hidden` : '',
  ].filter((each) => each !== '')
  if (isQuiet(review)) return joinMarkdown([Markdown.ours(quietText(review)), Markdown.ours(parts.join(' · '))], ' ')
  return Markdown.ours(parts.join(' · '))
}

/** `2 groups gain, 1 loses`; principals that are no groups are counted apart. */
function people(rows: readonly AccessRow[]): string[] {
  const who = (some: readonly AccessRow[], isGroup: boolean): number =>
    new Set(some.filter((row) => row.services.length > 0 === isGroup).flatMap((row) => row.groups)).size
  const [gain, lose] = [rows.filter((row) => !takesAway(row)), rows.filter(takesAway)]
  const told = (isGroup: boolean, noun: string): string[] => {
    const [gaining, losing] = [who(gain, isGroup), who(lose, isGroup)]
    if (gaining === 0 && losing === 0) return []
    return [
      `${count(gaining, noun)} ${gaining === 1 ? 'gains' : 'gain'}, ${digits(losing)} ${losing === 1 ? 'loses' : 'lose'}`,
    ]
  }
  const changes = rows.flatMap((row) => row.changes)
  return [
    ...told(true, 'group'),
    ...told(false, 'other principal'),
    ...(changes.length > 0 ? [pathsText(changes)] : []),
  ]
}

/** `12 paths gained, 1 lost, 0 changed` */
export function pathsText(changes: readonly PathChange[]): string {
  const of = (direction: PathChange['direction']): number =>
    changes.reduce((sum, each) => sum + (each.direction === direction ? 1 : 0), 0)
  return `${count(of('gained'), 'path')} gained, ${digits(of('lost'))} lost, ${digits(of('changed'))} changed`
}

/** What the page leaves out because it decides nothing. */
export function hiddenText({ review, folded }: Context): Markdown {
  const { tags, descriptions, metadata, others } = review.folded
  const parts = [
    tags > 0 ? count(tags, 'change of tags', 'changes of tags') : '',
    descriptions > 0 ? count(descriptions, 'change of descriptions', 'changes of descriptions') : '',
    metadata > 0 ? count(metadata, 'rotation of metadata', 'rotations of metadata') : '',
    others > 0
      ? `${count(others, 'other change')} that ${others === 1 ? 'decides' : 'decide'} nothing about access`
      : '',
    folded.hidden > 0 ? `${count(folded.hidden, 'path')} to the empty database default` : '',
  ].filter((each) => each !== '')
  return parts.length === 0 ? NOTHING : Markdown.ours(`Hidden: ${parts.join(', ')}.`)
}
