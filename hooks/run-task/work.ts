import { ReviewInputError } from '../../core/terraform/read/input-error'
import type { Risk } from '../../core/model/risk/levels'
import type { Review } from '../../core/review/types'
import type { Log } from '../lib/log'
import { thrown } from '../lib/thrown'
import { NotTaken, sendResult, type Callback } from './callback'
import { ALL_OF_IT, FOR_RESULT } from './limits'
import { NotReviewed, type NotReviewedCode } from './not-reviewed'
import { oneLine } from './one-line'
import { fetchPlan, type PlanSource } from './plan'
import type { TaskResult } from './result'
import type { Task } from './task'
import { verdictOf, type Judging } from './verdict'

export interface WorkOptions extends PlanSource, Callback, Judging {
  /** Reviews the JSON of a plan. Throws `ReviewInputError` for what it cannot read. */
  readonly review: (plan: string) => Review
  readonly log: Log
}

/** What is done for a task after the request is answered. It never throws: it tells HCP Terraform, and the log. */
export type Work = (task: Task) => Promise<void>

/** Stages in which there is a plan to judge, before it is applied. */
const REVIEWED = ['post_plan', 'pre_apply']

/** Stages in which there is nothing to judge, and why. */
const NOTHING_TO_JUDGE: ReadonlyMap<string, string> = new Map([
  ['pre_plan', 'There is no plan yet, so nothing was reviewed: attach this run task to the stage post-plan'],
  ['post_apply', 'The plan is applied, so nothing was reviewed: attach this run task to the stage post-plan'],
])

const RUNNING_ATTEMPTS = 2
const RESULT_ATTEMPTS = 12
/** A result is worth one more try, however late it is. */
const LAST_CHANCE = 20_000

export function runTaskWork(options: WorkOptions): Work {
  const { log, clock } = options
  return async (task) => {
    const about = { workspace: task.workspace, run: task.run, stage: task.stage }
    const end = task.received + ALL_OF_IT
    const announced = await announce()
    const { result, ...why } = await judged(task, end, options)
    const until = Math.max(end, clock.now() + LAST_CHANCE)
    try {
      await sendResult(task, result, { attempts: RESULT_ATTEMPTS, until }, options)
      log.info('reviewed', { ...about, status: result.status, announced, ...why })
    } catch (error) {
      log.error('failed', { ...about, code: 'result-not-taken', ...statusOf(error) })
    }

    /** Only tells people who look at the run; the result follows in any case. */
    async function announce(): Promise<boolean> {
      const result: TaskResult = { status: 'running', message: 'Reviewing what the plan does to access' }
      const patience = { attempts: RUNNING_ATTEMPTS, until: end - FOR_RESULT }
      return sendResult(task, result, patience, options).then(
        () => true,
        () => false,
      )
    }
  }
}

const statusOf = (error: unknown): object =>
  error instanceof NotTaken && error.status !== undefined ? { status: error.status } : {}

interface Judged {
  readonly result: TaskResult
  /** Why there is no review. @default - there is one, or there is nothing to review */
  readonly code?: NotReviewedCode
  /** @default - there is no review */
  readonly risk?: Risk
}

async function judged(task: Task, end: number, options: WorkOptions): Promise<Judged> {
  const link = task.link
  const nothing = NOTHING_TO_JUDGE.get(task.stage)
  if (nothing !== undefined) return { result: { status: 'passed', message: nothing, link } }
  try {
    if (!REVIEWED.includes(task.stage)) throw new NotReviewed('unknown-stage', 'the stage of the run is not known')
    const plan = await fetchPlan(task, end - FOR_RESULT, options)
    const review = reviewed(plan, options)
    const { outcomes, ...verdict } = verdictOf(review, options)
    return { result: { ...verdict, link, ...(task.outcomes && { outcomes }) }, risk: review.risk }
  } catch (error) {
    const { code, message } = error instanceof NotReviewed ? error : failure(error, options.log)
    return { result: { status: 'failed', message: `Not reviewed: ${oneLine(message, 500)}`, link }, code }
  }
}

function reviewed(plan: string, { review }: WorkOptions): Review {
  try {
    return review(plan)
  } catch (error) {
    if (error instanceof ReviewInputError) throw new NotReviewed('plan-unreadable', error.message)
    throw error
  }
}

/** What is wrong with Trustloom, and not with the plan: the message of an exception may quote what it could not read. */
function failure(error: unknown, log: Log): NotReviewed {
  log.error('failed', { code: 'review-failed', ...thrown(error) })
  return new NotReviewed('review-failed', 'the review went wrong, and the log of the run task says where')
}
