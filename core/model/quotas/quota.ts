/** A limit that AWS has, or that this project advises, as data. */
export interface Quota {
  /** How a message begins, with `{owner}` in it: "the trust policy of {owner} has" … 900 of 1000 roles. */
  readonly subject: string
  /** What is counted, in the plural. */
  readonly unit: string
  /** The default, where it can be raised. */
  readonly limit: number
  /** The fewest that AWS takes. @default - none is too few */
  readonly least?: number
  /** The characters that AWS takes in a name. @default - no name, or any character */
  readonly characters?: RegExp
  /** What has the limit. */
  readonly scope: QuotaScope
  readonly rule: QuotaRule
  /** A warning from so many on. @default - four fifths of the limit, and none where the limit is kept */
  readonly warnFrom?: number
  /** The key of `quotas` in a file that says how far AWS has raised it, and to what it raises; the last is the most. */
  readonly raise?: { readonly key: RaisedKey; readonly to: readonly number[] }
  /** What to do about too many. */
  readonly advice: string
  /** The document that says so. */
  readonly source: string
  /** The code in Service Quotas. @default - the quota is not listed there */
  readonly code?: `L-${string}`
  /** How it is counted, and where sources disagree. */
  readonly note?: string
}

export type QuotaScope =
  | 'account'
  | 'bucket'
  | 'environment'
  | 'issuer'
  | 'item'
  | 'key'
  | 'mesh'
  | 'name'
  | 'role'
  | 'service'
  | 'stack'
  | 'table'

/**
 * `refused`: AWS takes no more, so more is an error. `advised`: an estimate, or a number that hurts without being
 * refused, so more is a warning. `kept`: the file format, or how names are made, lets nothing get over it, and using all
 * of it is fine.
 */
export type QuotaRule = 'refused' | 'advised' | 'kept'

/** Quotas that a company can have raised. */
export type RaisedKey = 'trustPolicy' | 'roles' | 'oidcProviders'

/** Whether AWS takes a text of this length and these characters. */
export function takes({ limit, least = 0, characters }: Quota, text: string): boolean {
  const { length } = [...text]
  return length >= least && length <= limit && (characters?.test(text) ?? true)
}

/** The number from which on a warning tells; none for what is kept. */
export function warnsFrom({ rule, warnFrom }: Quota, limit: number): number {
  if (warnFrom !== undefined) return warnFrom
  return rule === 'kept' ? Infinity : Math.ceil((limit * 4) / 5)
}
