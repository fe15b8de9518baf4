import { foldRest } from '../../fold/everywhere'
import { foldPaths } from '../../fold/rows'
import { newWays } from '../../fold/ways'
import type { Review } from '../../types'
import { count } from '../lib/count'
import { approversSaid } from '../lib/lead'
import { accessSections, numbered, type NumberedRow } from './access'
import { approvalSections } from './approvals'
import { codesOf, type Context } from './context'
import { environmentDetails, reasonsDetails } from './details'
import { driftSections } from './drift'
import { findingsSections, notAnalysedSections } from './findings'
import { keptLines, pageText, type Measure } from './fit'
import { headline, hiddenText } from './headline'
import { Ink } from './ink'
import { joinMarkdown, Markdown, mark, NOTHING } from './markdown'
import { leadSections } from './lead'
import { markerText } from './marker'
import { regrantSections } from './regrants'
import { renderSection, type Section } from './section'
import { waysSections } from './ways'
import { written } from './words'

export interface PageOptions {
  /** Whether account ids lose all but their last four digits. */
  readonly maskAccounts: boolean
  /** An https address of the full report. @default - there is none */
  readonly link?: string
  /** What the page may take, as `measure` counts. */
  readonly budget: number
  readonly measure: Measure
  /** How many names a list shows before it only counts. */
  readonly names: number
}

/** The smallest page that can say anything. */
export const SMALLEST_BUDGET = 8_000

/**
 * A page for people. Where it is too long, the details of environments go first, the least risky first; then the last
 * lines of each section. What is left out is counted. Throws `RangeError` for a budget under `SMALLEST_BUDGET`.
 */
export function renderPage(review: Review, options: PageOptions): string {
  const { budget, measure } = options
  if (budget < SMALLEST_BUDGET)
    throw new RangeError(`a review needs room for ${SMALLEST_BUDGET} characters, not ${budget}`)
  const context = contextOf(review, options)
  const rows = numbered(context.folded.rows)
  const sections = sectionsOf(context, rows)
  const start = [markerText(review, (name) => context.ink.plain(name)), headline(context), approvers(context)]
  const whole = [...start, ...sections.map((each) => renderSection(each, each.lines.length)), reasonsDetails(context)]
  const affected = new Set(rows.flatMap(({ row }) => row.environments)).size
  const bare = [...whole, footer(context, options, affected)]
  if (measure(pageText(bare)) <= budget) return withDetails(context, options, whole, environmentDetails(context, rows))
  const end = footer(context, options, affected)
  const room = budget - measure(pageText([...start, end]))
  const kept = keptLines(sections, room, measure)
  return pageText([...start, ...sections.map((each, index) => renderSection(each, kept[index] ?? 0)), end])
}

/** A page with as many details as fit: those that are left out are the least risky ones. */
function withDetails(
  context: Context,
  options: PageOptions,
  whole: readonly Markdown[],
  details: readonly Markdown[],
): string {
  const page = (shown: number): string =>
    pageText([...whole, ...details.slice(0, shown), footer(context, options, details.length - shown)])
  const sizes = details.map((each) => options.measure(pageText([each])) + 1)
  let room = options.budget - options.measure(page(0))
  let shown = 0
  while (shown < details.length && (sizes[shown] ?? 0) <= room) room -= sizes[shown++] ?? 0
  return page(shown)
}

function contextOf(review: Review, { maskAccounts, names }: PageOptions): Context {
  return {
    review,
    ink: new Ink({ maskAccounts, names }),
    folded: foldPaths(review),
    drift: foldPaths(review.drift),
    rest: foldRest(review),
    ways: newWays(review),
    several: spokenOf(review).size > 1,
    codes: codesOf(review),
  }
}

/** The environments that the page speaks of: those that change, and those that somebody changed outside Terraform. */
function spokenOf({ environments, drift }: Review): ReadonlySet<string> {
  const drifted = [...drift.gained, ...drift.lost].map((each) => each.path)
  return new Set([
    ...environments.flatMap((each) => (each.changed ? [each.name] : [])),
    ...[...drifted, ...drift.changed.map((each) => each.after)].map((each) => each.environment),
  ])
}

const sectionsOf = (context: Context, rows: readonly NumberedRow[]): Section[] => {
  const [gained, lost] = accessSections(context, rows)
  return [
    ...leadSections(context),
    ...findingsSections(context),
    ...(gained ? [gained] : []),
    ...waysSections(context),
    ...(lost ? [lost] : []),
    ...regrantSections(context),
    ...notAnalysedSections(context),
    ...driftSections(context),
    ...approvalSections(context),
  ]
}

const approvers = ({ review, ink }: Context): Markdown => written(ink, approversSaid(review))

function footer(context: Context, { link }: PageOptions, leftOut: number): Markdown {
  const { review, ink } = context
  const details =
    leftOut > 0
      ? Markdown.ours(`**Left out for want of space: the details of ${count(leftOut, 'environment')}.**`)
      : NOTHING
  const digest = mark`Digest of all paths after the change: ${ink.digest(review.digest)}`
  const report = link === undefined ? NOTHING : linkText(ink, link)
  return joinMarkdown([details, joinMarkdown([hiddenText(context), digest, report], '<br>\n')], '\n\n')
}

/** Only a plain https address becomes a link; whatever else is text. */
function linkText(ink: Ink, link: string): Markdown {
  const isPlain = /^https:\/\/[A-Za-z0-9.-]+(?::\d+)?(?:\/[\w.~!$&'*+,;=:@%/?#-]*)?$/.test(link)
  return isPlain ? mark`[Full report](${ink.address(link)})` : mark`Full report: ${ink.code(link)}`
}
