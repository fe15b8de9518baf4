import { compareText } from '../../../core/model/diagnostic'
import { pathKey } from '../../../core/model/graph/paths'
import type { Comparison, Review, ReviewPath } from '../../../core/review/types'

/** A review with both sides; `kept` is what both have, beside what the review says. */
export function comparisonOf(review: Review, kept: readonly ReviewPath[] = []): Comparison {
  const sorted = (paths: readonly ReviewPath[]): ReviewPath[] =>
    [...paths].sort((a, b) => compareText(pathKey(a), pathKey(b)))
  return {
    review,
    before: sorted([...kept, ...review.lost.map((each) => each.path), ...review.changed.map((each) => each.before)]),
    after: sorted([...kept, ...review.gained.map((each) => each.path), ...review.changed.map((each) => each.after)]),
  }
}
