import type { Review } from '../../types'
import { renderPage } from './page'

export { MARKER } from './marker'

export interface MarkdownOptions {
  /** Whether account ids lose all but their last four digits. @default false */
  readonly maskAccounts?: boolean
  /** The https address of the full report. @default - there is none */
  readonly link?: string
}

export interface CommentOptions extends MarkdownOptions {
  /** What the comment may take, in characters. @default - GitHub's of `COMMENT_BUDGETS` */
  readonly budget?: number
}

/** What comments may take, in characters: under the limits of 65,536, about 1,000,000, 150,000 and 32,768. */
export const COMMENT_BUDGETS = { github: 60_000, gitlab: 900_000, azureDevOps: 140_000, bitbucket: 30_000 } as const

/** GitHub refuses a step summary over 1,024 KiB. In bytes. */
export const SUMMARY_BUDGET = 1_000_000

/**
 * A review as a comment on a pull request, in GitHub-flavoured Markdown; its first line says which review it is. Throws
 * `RangeError` for a budget that is too small for anything.
 */
export function renderMarkdown(review: Review, options: CommentOptions = {}): string {
  const { maskAccounts = false, budget = COMMENT_BUDGETS.github, link } = options
  return renderPage(review, { maskAccounts, link, budget, measure: (text) => text.length, names: 10 })
}

/** A review as a step summary: the same page with more room, and longer lists. */
export function renderSummary(review: Review, options: MarkdownOptions = {}): string {
  const { maskAccounts = false, link } = options
  const measure = (text: string): number => Buffer.byteLength(text)
  return renderPage(review, { maskAccounts, link, budget: SUMMARY_BUDGET, measure, names: 50 })
}
