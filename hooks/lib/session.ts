/** A person who signs in, as the identity provider names them: nothing of it has been checked yet. */
export interface SignInRequest {
  /** The service's name. */
  readonly service: string
  /** The login, which becomes session name and source identity. */
  readonly user: string
  /** Names of all directory groups that the identity provider sent, registered or not. */
  readonly groups: readonly string[]
  /** Session tag → all that the identity provider sent as the attribute behind it: texts, and whatever else it may be. */
  readonly attributes: Readonly<Record<string, readonly unknown[]>>
}

/** What a sign-in carries into AWS. The three hooks write the same session in three languages. */
export interface Session {
  readonly service: string
  /** 2 to 64 of `A-Z a-z 0-9 _ + = , . @ -`. */
  readonly sessionName: string
  /** The same characters; matches the mesh's pattern. */
  readonly sourceIdentity: string
  /** Sorted by ARN, each once; never empty. */
  readonly roles: readonly SessionRole[]
  /** The groups that open those roles, sorted. */
  readonly groups: readonly string[]
  /** Session tags: `GroupHash` and the user's attributes. */
  readonly tags: Readonly<Record<string, string>>
  /** Keys of the tags that stay when a role assumes a further one, sorted. */
  readonly transitiveTags: readonly string[]
  /** In seconds: no more than any of the roles allows. */
  readonly duration: number
}

export interface SessionRole {
  readonly arn: string
  /** ARN of the provider beside it, or the identity pool's id. */
  readonly provider: string
  readonly persona: string
}
