import type { Position } from '../../../model/diagnostic'
import type { DifferenceKind } from '../types'

/** One thing that a stack says, or that the files say of it. */
export interface Fact {
  readonly kind: DifferenceKind
  /** What it is about, unique in a stack: a thing (`the bucket x`), or a sentence where there is no value. */
  readonly subject: string
  /** What it says, canonical: a line `name = value` for each argument, sorted. Empty where the subject says it all. */
  readonly value: string
  /** The role's name. @default - it is about no role */
  readonly role?: string | undefined
  /** @default - it is about no group, or about several */
  readonly group?: string | undefined
  /** The resource that says it. @default - the files do */
  readonly address?: string | undefined
  /** The line that declares it. @default - no line does, but the rules of every stack */
  readonly at?: Position | undefined
}

/** What names of principals are made of. */
export interface FactScope {
  readonly mesh: string
  readonly partition: string
  /** The stack's account. */
  readonly account: string
}
