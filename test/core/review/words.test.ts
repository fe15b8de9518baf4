import type { ReviewPath } from '../../../core/review/types'
import { pathWords, resourceWords } from '../../../core/review/words'
import { reviewPath } from '../../support/review'

test('resources and paths are called as people call them', () => {
  const words = (changes: Partial<ReviewPath>): string => resourceWords(reviewPath('lab', changes))
  expect(words({})).toBe('trials.visits')
  expect(words({ table: null })).toBe('database trials')
  expect(words({ dataset: null, database: 'default', table: null })).toBe('database default')
  expect(words({ dataset: null, database: 'other', table: 'x' })).toBe('other.x')
  expect(words({ location: 's3://b/p/' })).toBe('s3://b/p/')
  expect(pathWords(reviewPath('lab'))).toBe('READERS through notebooks to acme-lab-reader: SELECT on trials.visits')
})
