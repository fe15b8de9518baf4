import type { Review } from '../../core/review/types'

/** What a review says, in one line: `3 ways in gained, 1 lost; 1 finding`. */
export function summaryOf(review: Review): string {
  const { gained, lost, changed, findings, notAnalysed, regranted, drift } = review
  const outside = drift.gained.length + drift.lost.length + drift.changed.length
  const told = [
    counted(gained.length, 'way in gained', 'ways in gained'),
    counted(lost.length, 'lost', 'lost'),
    counted(changed.length, 'changed', 'changed'),
    counted(regranted.length, 'grant given again', 'grants given again'),
    counted(outside, 'changed outside Terraform', 'changed outside Terraform'),
    counted(findings.length, 'finding', 'findings'),
    counted(notAnalysed.length, 'resource not analysed', 'resources not analysed'),
  ].flatMap((each) => each ?? [])
  return told.length === 0 ? 'nothing about access changes' : told.join(', ')
}

const counted = (count: number, one: string, several: string): string | undefined =>
  count === 0 ? undefined : `${count} ${count === 1 ? one : several}`
