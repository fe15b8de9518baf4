import type { RunTaskConfig } from '../../core/model/hook-config'
import { renderMarkdown } from '../../core/review/render/markdown'
import { reviewPlan } from '../../core/review/review-plan'
import type { WorkOptions } from './work'

/** How a mesh reviews plans, and shows what it found to those who may see runs of its workspace. */
export function planReviewer({ levels }: RunTaskConfig): Pick<WorkOptions, 'review' | 'render'> {
  return {
    review: (plan) => reviewPlan(plan, { levels }),
    render: (review) => renderMarkdown(review, { maskAccounts: false }),
  }
}
