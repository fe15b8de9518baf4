/** Why nobody signs in: stable words, which logs and alarms count. */
export type RefusalCode =
  /** The request is not one that this hook answers. */
  | 'bad-request'
  | 'unknown-application'
  /** The user's name cannot be a session's, or is not of this mesh. */
  | 'bad-user'
  | 'foreign-user'
  /** The mesh asks for session tags that cannot be set. */
  | 'bad-attribute'
  /** The application itself sends an attribute that only the hook may set. */
  | 'foreign-attribute'
  | 'no-groups'
  /** None of the groups opens a role through the service. */
  | 'no-roles'
  | 'too-many-groups'
  | 'too-many-roles'
  | 'too-large'
  /** The table did not answer, or not in time. */
  | 'unavailable'

/** A sign-in that is refused. The message is for the user: it names no other person's group and nothing secret. */
export class Refusal extends Error {
  constructor(
    readonly code: RefusalCode,
    message: string,
    /** What only the log may know. */
    readonly detail: Readonly<Record<string, unknown>> = {},
  ) {
    super(message)
    this.name = 'Refusal'
  }

  /** The same, with whose sign-in it was. A name that came with the request may be of any length, and is cut. */
  about({ user, service }: { readonly user: string; readonly service?: string }): Refusal {
    const who = { user: user.slice(0, 256), ...(service !== undefined && { service }) }
    return new Refusal(this.code, this.message, { ...who, ...this.detail })
  }
}

/** The table, or something else behind a sign-in, does not answer. */
export const unavailable = (detail: Readonly<Record<string, unknown>>): Refusal =>
  new Refusal('unavailable', 'Sign-in is not possible at the moment. Please try again in a minute.', detail)
