import { foldRest } from '../../fold/everywhere'
import { foldPaths } from '../../fold/rows'
import { newWays } from '../../fold/ways'
import type { Review } from '../../types'
import { accessSections, numbered } from './access'
import { approvalSections } from './approvals'
import { codesOf, type Context } from './context'
import { detailSections, reasonSections } from './details'
import { driftSections } from './drift'
import { findingsSections, notAnalysedSections } from './findings'
import { fit, type Measure } from './fit'
import { headline } from './headline'
import { Ink } from './ink'
import { joinMarkdown, mark, type Markdown } from './markdown'
import { MARKER, marker } from './marker'
import { regrantSections } from './regrants'
import { waysSections } from './ways'

export { MARKER }

export interface MarkdownOptions {
  /** Whether account ids are cut to their last four digits. */
  readonly maskAccounts: boolean
  /** The most that is written, in characters. @default 60000 - a comment on GitHub takes 65,536 */
  readonly budget?: number | undefined
  /** Where the whole report is: an https URL. @default - nowhere that is known */
  readonly link?: string | undefined
}

const COMMENT = 60_000
/** A step summary of GitHub takes 1,024 KiB, and is refused as a whole above. In bytes. */
const SUMMARY = 1_000_000
/** How many names a list shows: fewer where the page is small. */
const NAMES = { comment: 12, summary: 40 }

/**
 * A review as GitHub-flavoured Markdown, with the marker in its first line by which a comment is found again.
 *
 * @see https://docs.github.com/en/get-started/writing-on-github
 */
export const renderMarkdown = (review: Review, options: MarkdownOptions): string =>
  render(review, options, options.budget ?? COMMENT, (text) => text.length, NAMES.comment)

/** The same for the summary of a step, which has more room. */
export const renderSummary = (review: Review, options: Omit<MarkdownOptions, 'budget'>): string =>
  render(review, options, SUMMARY, (text) => Buffer.byteLength(text), NAMES.summary)

function render(review: Review, options: MarkdownOptions, budget: number, measure: Measure, names: number): string {
  const ink = new Ink({ maskAccounts: options.maskAccounts, names })
  const context: Context = {
    review,
    ink,
    folded: foldPaths(review),
    drift: foldPaths(review.drift),
    rest: foldRest(review),
    ways: newWays(review),
    several: review.environments.filter((each) => each.changed).length > 1,
    codes: codesOf(review),
  }
  const rows = numbered(context.folded.rows)
  const head = joinMarkdown([marker(review, ink), headline(context), linked(ink, options.link)], '\n\n')
  const sections = [
    ...findingsSections(context),
    ...accessSections(context, rows),
    ...waysSections(context),
    ...driftSections(context),
    ...notAnalysedSections(context),
    ...regrantSections(context),
    ...approvalSections(context),
  ]
  const details = [...detailSections(context, rows), ...reasonSections(context)]
  return `${fit(head, sections, details, budget, measure).text}\n`
}

/** Only an address of ours becomes a link: whatever else is text. */
function linked(ink: Ink, link: string | undefined): Markdown {
  if (link === undefined) return mark``
  const isPlain = /^https:\/\/[A-Za-z0-9.-]+(?::\d+)?\/[A-Za-z0-9/._~=?&%#-]*$/.test(link)
  return isPlain ? mark`[The whole report](${ink.address(link)})` : mark`The whole report: ${ink.code(link)}`
}
