import type { Position } from '../../../model/diagnostic'
import { Expression } from '../../../terraform/expression'
import type { ResourceType } from '../../../terraform/rendered/schemas'
import type { Written } from '../../../terraform/rendered/stack'

/** A resource as a stack has it, or as the files would have it. */
export interface Stated {
  readonly type: ResourceType
  readonly written: Written
  /** What it is called where its arguments do not say it: a key is known by its alias. @default - by its arguments */
  readonly subject?: string | undefined
  /** @default aws */
  readonly provider?: string
  readonly role?: string | undefined
  readonly group?: string | undefined
  readonly address?: string
  readonly at?: Position | undefined
  /** The lines that give the permissions of a grant, by permission. @default - `at` gives them all */
  readonly sources?: Readonly<Partial<Record<string, Position>>>
}

/** A reference to an attribute of what `subject` calls. */
export const refer = (subject: string, attribute: string): Expression => new Expression(`\${${subject}.${attribute}}`)

/** Terraform refuses to destroy it. */
export const PROTECTED = { prevent_destroy: true } as const
