/** What is to be done for one request: what of it is needed, and nothing more. */
export interface Task {
  readonly stage: string
  /** Lets plans be read and results be sent, for this request alone. It is in no log and in no message. */
  readonly token: string
  /** Where results go. */
  readonly callback: string
  /** Where the plan is. @default - the stage has none */
  readonly plan?: string | undefined
  /** Whether the caller takes detailed outcomes. */
  readonly outcomes: boolean
  /** Where people discuss the change. @default - the run comes from no pull request */
  readonly link?: string | undefined
  /** For the log. */
  readonly workspace: string
  /** For the log. */
  readonly run: string
  /** When the request came, in milliseconds since 1970. */
  readonly received: number
}
