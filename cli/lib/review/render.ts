import { reviewHtml } from '../../../core/review/render/html'
import { reviewJson } from '../../../core/review/render/json'
import { renderMarkdown, renderSummary } from '../../../core/review/render/markdown'
import { reviewSarif } from '../../../core/review/render/sarif'
import type { Comparison } from '../../../core/review/types'
import { VERSION } from '../project'
import { writeTogether } from '../staged-files'
import { htmlParts } from './html-parts'
import type { Format, Output } from './options'

export interface RenderReviewOptions {
  readonly maskAccounts: boolean
  /** The folder of the mesh: where alerts stand that no line gives. */
  readonly mesh: string
  /** Where the whole report is. @default - nowhere that is known */
  readonly link?: string | undefined
}

/** A review in one of the formats, without a line end at its end. */
export function renderReview(comparison: Comparison, format: Format, options: RenderReviewOptions): string {
  const { review } = comparison
  const { maskAccounts, mesh, link } = options
  switch (format) {
    case 'markdown':
      return renderMarkdown(review, { maskAccounts, link })
    case 'summary':
      return renderSummary(review, { maskAccounts, link })
    case 'json':
      return JSON.stringify(reviewJson(review, { maskAccounts }), null, 2)
    case 'sarif':
      return JSON.stringify(reviewSarif(review, { version: VERSION, maskAccounts, mesh }), null, 2)
    case 'html':
      return reviewHtml(comparison, { maskAccounts, parts: htmlParts() })
  }
}

/** Writes every output, or none. */
export function writeReview(comparison: Comparison, outputs: readonly Output[], options: RenderReviewOptions): void {
  if (outputs.length === 0) return
  writeTogether((stage) => {
    for (const { format, file } of outputs) stage(file, `${renderReview(comparison, format, options).trimEnd()}\n`)
  })
}
