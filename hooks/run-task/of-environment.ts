import { compareText } from '../../core/model/diagnostic'
import { highest } from '../../core/model/risk/levels'
import type { ChangedPath, Drift, FoldedChanges, RatedPath, Review } from '../../core/review/types'

/** Every environment that a review says anything about, sorted. */
export function environmentsOf(review: Review): string[] {
  const { environments, findings, notAnalysed, regranted, approvals, drift } = review
  const paths = [review, drift].flatMap(({ gained, lost, changed }) => [
    ...[...gained, ...lost].map(({ path }) => path),
    ...changed.map(({ after }) => after),
  ])
  const named = [...paths, ...findings, ...notAnalysed, ...regranted, ...approvals].map((each) => each.environment)
  return [...new Set([...environments.map(({ name }) => name), ...named])].sort(compareText)
}

const NOTHING: FoldedChanges = { tags: 0, descriptions: 0, metadata: 0, others: 0 }

/**
 * What a review says of one environment, as a review. Changes that decide nothing are counted over all environments, and
 * are told where there is one.
 */
export function reviewOf(review: Review, environment: string): Review {
  const isOf = (each: { readonly environment: string }): boolean => each.environment === environment
  const environments = review.environments.filter(({ name }) => name === environment)
  const findings = review.findings.filter(isOf)
  const paths = pathsOf(review, environment)
  const rated = [...paths.gained, ...paths.lost, ...paths.changed, ...findings, ...environments]
  return {
    ...paths,
    digest: environments[0]?.digest ?? review.digest,
    risk: highest(rated.map(({ risk }) => risk)),
    environments,
    findings,
    notAnalysed: review.notAnalysed.filter(isOf),
    regranted: review.regranted.filter(isOf),
    folded: environmentsOf(review).length === 1 ? review.folded : NOTHING,
    approvals: review.approvals.filter(isOf),
    drift: pathsOf(review.drift, environment),
  }
}

function pathsOf({ gained, lost, changed }: Drift, environment: string): Drift {
  const isOf = ({ path }: RatedPath): boolean => path.environment === environment
  const isChangeOf = ({ after }: ChangedPath): boolean => after.environment === environment
  return { gained: gained.filter(isOf), lost: lost.filter(isOf), changed: changed.filter(isChangeOf) }
}
