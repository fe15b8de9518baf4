/** Why a plan was not reviewed: stable words, for the log. */
export type NotReviewedCode =
  | 'plan-missing'
  | 'plan-unavailable'
  | 'plan-refused'
  | 'plan-elsewhere'
  | 'plan-too-large'
  | 'plan-unreadable'
  | 'review-failed'
  | 'unknown-stage'

/** A plan that is not reviewed: the run fails. The message is for people, without a full stop. */
export class NotReviewed extends Error {
  constructor(
    readonly code: NotReviewedCode,
    message: string,
  ) {
    super(message)
    this.name = 'NotReviewed'
  }
}
