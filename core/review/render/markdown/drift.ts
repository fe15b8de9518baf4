import type { AccessRow } from '../../fold/row'
import { groupText, type Context } from './context'
import { joinMarkdown, mark, type Markdown } from './markdown'
import type { Section } from './section'
import { differenceText, limitsText, permissionsText, riskText, targetText } from './words'

/** What was changed outside Terraform, in words of access. */
export function driftSections(context: Context): Section[] {
  const { rows } = context.drift
  if (rows.length === 0) return []
  return [
    {
      title: mark`#### Drift: what was changed outside Terraform`,
      lines: rows.map((row) => ({ text: sentence(context, row), paths: row.changes.length })),
      unit: 'changes',
      weight: 2,
    },
  ]
}

function sentence(context: Context, row: AccessRow): Markdown {
  const { ink, several } = context
  const what = mark`${permissionsText(ink, row.permissions)} on ${targetText(ink, row)}`
  const groups = ink.list(row.groups, (group) => groupText(context, group))
  const limits = row.before ? differenceText(ink, row.before, row.facts) : limitsText(ink, row.facts)
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
