import type { AccessRow } from '../../fold/row'
import { groupText, type Context } from './context'
import { joinMarkdown, md, type Markdown } from './markdown'
import type { Section } from './section'
import { differenceText, limitsText, permissionsText, riskText, targetText } from './words'

/** What was changed outside Terraform, in words of access. */
export function driftSections(context: Context): Section[] {
  const { rows } = context.drift
  if (rows.length === 0) return []
  return [
    {
      title: md`
#### Drift: what was changed outside Terraform
      `,
      lines: rows.map((row) => ({ text: sentence(context, row), paths: row.changes.length })),
      unit: 'changes',
      weight: 2,
    },
  ]
}

function sentence(context: Context, row: AccessRow): Markdown {
  const { ink, several } = context
  const what = md`${permissionsText(ink, row.permissions)} on ${targetText(ink, row)}`
  const groups = ink.list(row.groups, (group) => groupText(context, group))
  const limits = row.before ? differenceText(ink, row.before, row.facts) : limitsText(ink, row.facts)
  const services = row.services.map((each) => each.name)
  const how = joinMarkdown(
    [
      md`role ${ink.code(row.role)}`,
      services.length > 0 ? md`through ${ink.list(services)}` : md``,
      several ? md`in ${ink.list(row.environments)}` : md``,
    ],
    ', ',
  )
  const told =
    limits.text === '' ? VERBS[row.direction](what, groups) : md`${VERBS[row.direction](what, groups)}: ${limits}`
  return md`- ${riskText(row.risk)}: someone outside Terraform ${told} (${how})`
}

const VERBS = {
  gained: (what: Markdown, groups: Markdown) => md`gave ${what} to ${groups}`,
  lost: (what: Markdown, groups: Markdown) => md`took ${what} from ${groups}`,
  changed: (what: Markdown, groups: Markdown) => md`changed ${what} of ${groups}`,
} as const
