import { reviewHtml } from '../../../core/review/render/html'
import { reviewJson } from '../../../core/review/render/json'
import { renderMarkdown, renderSummary } from '../../../core/review/render/markdown'
import { reviewSarif } from '../../../core/review/render/sarif'
import { renderText, type Paint } from '../../../core/review/render/text'
import type { Comparison } from '../../../core/review/types'
import { outColors } from '../colors'
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
  /** What is compared, in words. */
  readonly inputs: string
}

/**
 * A review in one of the formats, without a line end at its end.
 *
 * @param printed whether it goes to stdout, which may be a terminal
 */
export function renderReview(
  comparison: Comparison,
  format: Format,
  options: RenderReviewOptions,
  printed = false,
): string {
  const { review } = comparison
  const { maskAccounts, mesh, link, inputs } = options
  switch (format) {
    case 'text':
      return renderText(review, { maskAccounts, ...(printed && { width: process.stdout.columns, paint: paint() }) })
    case 'markdown':
      return renderMarkdown(review, { maskAccounts, link })
    case 'summary':
      return renderSummary(review, { maskAccounts, link })
    case 'json':
      return JSON.stringify(reviewJson(review, { maskAccounts }), null, 2)
    case 'sarif':
      return JSON.stringify(reviewSarif(review, { version: VERSION, maskAccounts, mesh }), null, 2)
    case 'html':
      return reviewHtml(comparison, { maskAccounts, inputs, parts: htmlParts() })
  }
}

/** Colours where stdout has them. */
function paint(): Paint {
  const { bold, dim, red, yellow, magenta, cyan } = outColors()
  const risks = { critical: magenta, high: red, medium: yellow, low: cyan, none: dim } as const
  return { bold, dim, risk: (risk, text) => risks[risk](text) }
}

/** Writes every output, or none. */
export function writeReview(comparison: Comparison, outputs: readonly Output[], options: RenderReviewOptions): void {
  if (outputs.length === 0) return
  writeTogether((stage) => {
    for (const { format, file } of outputs) stage(file, `${renderReview(comparison, format, options).trimEnd()}\n`)
  })
}
