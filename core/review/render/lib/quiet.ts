import type { Review } from '../../types'
import { count, digits } from './count'

/** Whether the change does nothing to access. */
export const isQuiet = ({ gained, lost, changed, findings, notAnalysed, regranted }: Review): boolean =>
  [gained, lost, changed, findings, notAnalysed, regranted].every((each) => each.length === 0)

/** What a review says that tells nothing: how much it has read, where that is known. */
export const quietText = (review: Pick<Review, 'read'>): string => `Nothing about access changes.${readText(review)}`

function readText({ read }: Pick<Review, 'read'>): string {
  if (!read) return ''
  const { types, notAnalysed } = read
  return ` Read: ${count(types, 'type')}, ${count(read.arguments, 'argument')}, ${digits(notAnalysed)} not analysed.`
}
