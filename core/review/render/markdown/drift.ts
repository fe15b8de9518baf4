import type { AccessRow } from '../../fold/row'
import { say } from '../lib/said'
import { factsSaid, permissionsSaid, targetSaid } from '../lib/words'
import { groupText, type Context } from './context'
import { joinMarkdown, mark, type Markdown } from './markdown'
import type { Section } from './section'
import { riskText, written } from './words'

/** What was changed outside Terraform, in words of access. */
export function driftSections(context: Context): Section[] {
  const { rows } = context.drift
  if (rows.length === 0) return []
  return [
    {
      title: mark`Drift: what was changed outside Terraform`,
      lines: rows.map((row) => ({ text: sentence(context, row), paths: row.changes.length })),
      unit: 'changes',
      weight: 2,
    },
  ]
}

function sentence(context: Context, row: AccessRow): Markdown {
  const { ink, several } = context
  const what = written(ink, say`${permissionsSaid(row.permissions)} on ${targetSaid(row)}`)
  const groups = ink.list(row.groups, (group) => groupText(context, group))
  const limits = written(ink, factsSaid(row))
  const services = row.services.map((each) => each.name)
  const how = joinMarkdown(
    [
      row.role === '' ? mark`` : mark`role ${ink.code(row.role)}`,
      services.length > 0 ? mark`through ${ink.list(services)}` : mark``,
      several ? mark`in ${ink.list(row.environments)}` : mark``,
    ],
    ', ',
  )
  const told =
    limits.text === '' ? VERBS[row.direction](what, groups) : mark`${VERBS[row.direction](what, groups)}: ${limits}`
  return mark`- ${riskText(row.risk)}: someone outside Terraform ${told} (${how})`
}

const VERBS = {
  gained: (what: Markdown, groups: Markdown) => mark`gave ${what} to ${groups}`,
  lost: (what: Markdown, groups: Markdown) => mark`took ${what} from ${groups}`,
  changed: (what: Markdown, groups: Markdown) => mark`changed ${what} of ${groups}`,
} as const
