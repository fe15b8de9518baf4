import type { RunTaskConfig } from '../../core/model/hook-config'
import { ReviewInputError } from '../../core/review/input-error'
import type { WorkOptions } from './work'

/** How a mesh reviews plans, and shows what it found. */
export function planReviewer(_config: RunTaskConfig): Pick<WorkOptions, 'review' | 'render'> {
  return {
    review: () => {
      throw new ReviewInputError('this build reviews no plans')
    },
    render: () => '',
  }
}
