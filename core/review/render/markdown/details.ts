import { formatPosition } from '../../../model/diagnostic'
import { RISK_RULES } from '../../../model/risk/rules'
import { digits } from '../lib/count'
import type { NumberedRow } from './access'
import type { Context } from './context'
import { joinMarkdown, Markdown, mark } from './markdown'
import type { Section } from './section'

/** For each environment that changes, where each row of it stands in the files and in Terraform. */
export function detailSections(context: Context, rows: readonly NumberedRow[]): Section[] {
  const { review, ink } = context
  return review.environments.flatMap(({ name, digest }): Section[] => {
    const own = rows.filter(({ row }) => row.environments.includes(name))
    if (own.length === 0) return []
    const word = own.length === 1 ? 'row' : 'rows'
    return [
      {
        title: mark`<details><summary>Details of ${ink.html(name)}: ${Markdown.ours(digits(own.length))} ${Markdown.ours(word)}</summary>`,
        intro: mark`Digest after the change: \`${Markdown.ours(/^sha256:[0-9a-f]{64}$/.test(digest) ? digest : '')}\``,
        lines: own.map((each) => ({ text: line(context, each, name) })),
        unit: 'rows of details',
        weight: 1,
        end: mark`</details>`,
      },
    ]
  })
}

function line({ ink }: Context, { row, number }: NumberedRow, environment: string): Markdown {
  const paths = row.changes.filter((each) => each.path.environment === environment).map((each) => each.path)
  const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort()
  const sources = unique(paths.flatMap(({ source }) => (source ? [formatPosition(source)] : [])))
  const addresses = unique(paths.flatMap(({ address }) => (address === undefined ? [] : [address])))
  const roles = unique(paths.map((each) => each.role))
  return joinMarkdown(
    [
      mark`- Row ${number}: ${Markdown.ours(digits(paths.length))} ${Markdown.ours(paths.length === 1 ? 'path' : 'paths')}, role ${ink.list(roles)}`,
      sources.length > 0 ? mark`lines ${ink.list(sources)}` : mark``,
      addresses.length > 0 ? mark`resources ${ink.list(addresses)}` : mark``,
    ],
    '; ',
  )
}

/** What the reasons mean that stand on the page. */
export function reasonSections(context: Context): Section[] {
  const { review } = context
  const rated = [
    ...review.gained,
    ...review.lost,
    ...review.changed,
    ...review.drift.gained,
    ...review.drift.lost,
    ...review.drift.changed,
  ]
  const ids = new Set([...rated.flatMap((each) => each.reasons), ...review.findings.map((each) => each.rule)])
  if (ids.size === 0) return []
  return [
    {
      title: mark`<details><summary>What the reasons mean</summary>`,
      lines: [...ids].sort().map((id) => ({ text: Markdown.ours(`- ${id}: ${RISK_RULES[id].what}`) })),
      unit: 'reasons',
      weight: 1,
      end: mark`</details>`,
    },
  ]
}
