import type { FindingRule } from '../model/risk/rules'

/** What a type of resource means to a review. */
export interface ResourceType {
  /** As Terraform calls it: `aws_kms_key`. */
  readonly type: string
  /** Arguments that are read: into paths, policies or facts, which are compared. */
  readonly read?: readonly string[]
  /** Arguments that are compared as they are: name → what is found where one changes. */
  readonly compared?: Readonly<Record<string, FindingRule>>
  /** Tags that are compared with what they repeat, and so not with those of before. */
  readonly checkedTags?: readonly string[]
  /** Arguments that decide nothing: name → why. */
  readonly cosmetic?: Readonly<Record<string, string>>
  /** Attributes that the provider computes. */
  readonly computed?: readonly string[]
  /** Arguments in which a state repeats what another resource puts on the same bucket or role: name → its type. */
  readonly repeats?: Readonly<Record<string, string>>
  /**
   * Arguments that files, outputs, plans and states tell alike, so that a digest can cover them; of a map, a key after a dot.
   * @default - only what is read of it is covered
   */
  readonly alike?: readonly string[]
  /** Arguments that are true where nothing is said. */
  readonly on?: readonly string[]
  /** What is found where what is read of it changes, and nothing else tells so. @default 'configuration-changed' */
  readonly untold?: FindingRule
  /** Whether what is read of it follows from who has access to what, so that it changes with that. @default false */
  readonly follows?: boolean
  /** What is found of all arguments that are not named, compared as a whole. @default - they are not understood */
  readonly whole?: FindingRule
  /** What is found where such a resource comes, by whoever's hand. @default - as `whole`, or else what it opens says it */
  readonly added?: FindingRule
}

/** What an argument means. */
export type ArgumentMeaning = 'read' | 'computed' | 'cosmetic' | 'unknown' | { readonly compared: FindingRule }

/** What every resource may have. */
const COMMON: Readonly<Record<string, ArgumentMeaning>> = {
  '//': 'cosmetic',
  depends_on: 'cosmetic',
  description: 'cosmetic',
  tags: 'cosmetic',
  tags_all: 'cosmetic',
  timeouts: 'cosmetic',
  id: 'computed',
  arn: 'computed',
  region: 'computed',
  lifecycle: { compared: 'configuration-changed' },
  provider: { compared: 'data-moved' },
}

/** What is said of each argument of a type. */
export function meaningsOf(type: ResourceType): ReadonlyMap<string, ArgumentMeaning> {
  const { read = [], compared = {}, cosmetic = {}, computed = [] } = type
  return new Map<string, ArgumentMeaning>([
    ...Object.entries(COMMON),
    ...computed.map((each) => [each, 'computed'] as const),
    ...Object.keys(cosmetic).map((each) => [each, 'cosmetic'] as const),
    ...read.map((each) => [each, 'read'] as const),
    ...Object.entries(compared).map(([name, rule]) => [name, { compared: rule }] as const),
  ])
}
