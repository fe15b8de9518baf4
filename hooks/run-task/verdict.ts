import { atLeast, RISKS, type Risk } from '../../core/model/risk/levels'
import type { Review } from '../../core/review/types'
import { MAX_BODY, MAX_OUTCOMES } from './limits'
import { environmentsOf, reviewOf } from './of-environment'
import { oneLine } from './one-line'
import type { Level, Outcome, Tag, TaskResult } from './result'
import { summaryOf } from './summary'

export interface Judging {
  /** From which risk on a run fails. */
  readonly failOn: Risk
  /** A review, or what it says of one environment, in Markdown. */
  readonly render: (review: Review) => string
}

/** What a review means for a run: one outcome an environment that it says something of, the riskiest first. */
export function verdictOf(review: Review, { failOn, render }: Judging): TaskResult {
  const isFailed = atLeast(review.risk, failOn)
  const told = isFailed ? `a run fails from ${failOn} on` : `a run passes below ${failOn}`
  const outcomes = environmentsOf(review)
    .map((name) => ({ name, part: reviewOf(review, name) }))
    .sort((one, other) => RISKS.indexOf(other.part.risk) - RISKS.indexOf(one.part.risk))
    .map(({ name, part }) => outcomeOf(name, part, { failOn, render }))
  return {
    status: isFailed ? 'failed' : 'passed',
    message: `${capitalised(review.risk)} risk: ${summaryOf(review)}; ${told}`,
    outcomes: outcomes.slice(0, MAX_OUTCOMES).map((each, index, { length }) => {
      const rest = outcomes.length - length
      if (index < length - 1 || rest === 0) return each
      return { ...each, description: `${each.description}; ${rest} more environments are not shown` }
    }),
  }
}

function outcomeOf(name: string, part: Review, { failOn, render }: Judging): Outcome {
  const { risk } = part
  const isFailed = atLeast(risk, failOn)
  return {
    id: `access-${oneLine(name, 100)}`,
    description: `${oneLine(name, 100)}: ${summaryOf(part)}`,
    body: fitting(render(part)),
    status: isFailed ? { label: 'Failed', level: 'error' } : { label: 'Passed', level: 'info' },
    severity: severityOf(risk),
  }
}

const LEVELS: Readonly<Record<Risk, Level>> = {
  none: 'none',
  low: 'info',
  medium: 'warning',
  high: 'error',
  critical: 'error',
}

const severityOf = (risk: Risk): Tag => ({ label: capitalised(risk), level: LEVELS[risk] })

const capitalised = (word: string): string => `${word.charAt(0).toUpperCase()}${word.slice(1)}`

/** Half a table says something else than the whole: what does not fit is left out, and that is said. */
const fitting = (markdown: string): string =>
  Buffer.byteLength(markdown) < MAX_BODY
    ? markdown
    : 'The review is too long to be shown here. Run `trustloom review --plan FILE` on this plan to see it.\n'
