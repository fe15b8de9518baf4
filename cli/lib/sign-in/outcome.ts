import type { Carried } from './carried'
import type { RoleAnswer } from './opened'

/** What became of a sign-in: nobody got in, or a session with the roles that it names or opens. */
export type Outcome = Refused | Admitted

export interface Refused {
  readonly refused: {
    /** Why, as the hook's log has it. @default - AWS refuses what the hook made */
    readonly code?: string | undefined
    /** What the person reads. */
    readonly message: string
  }
}

export interface Admitted {
  readonly refused?: undefined
  readonly carried: Carried
  /** The session tags that the user's attributes do not fit, and why. */
  readonly leftOut: readonly { readonly tag: string; readonly why: string }[]
  /** What the assertion names or the token opens, and what the files declare; sorted by ARN. */
  readonly roles: readonly RoleAnswer[]
}
