import type { PathFacts } from '../../model/graph/paths'
import type { Risk } from '../../model/risk/levels'
import type { PathReason } from '../../model/risk/rules'
import type { Direction, PathChange } from './change'
import type { Note } from './notes'
import type { TargetKind } from './parts'

/** What a change does to the access of some groups to one dataset, as people read it: many paths, one row. */
export interface AccessRow {
  readonly direction: Direction
  /** The highest of its paths. */
  readonly risk: Risk
  /** Of its paths; sorted. */
  readonly reasons: readonly PathReason[]
  /** Those in which the same happens; sorted. */
  readonly environments: readonly string[]
  /** Those that have the same change; sorted. Principals that are no groups, where it has no services. */
  readonly groups: readonly string[]
  /** With `*` for the environment's name where there are several environments. */
  readonly role: string
  /** Sorted by service; none of a principal that comes in through no service. */
  readonly services: readonly RowService[]
  /** Null for home storage and databases that are no datasets. */
  readonly dataset: string | null
  /** As the first environment has it; with `*` for the environment's name where it can be told apart. */
  readonly database: string | null
  readonly target: {
    readonly kind: TargetKind
    /** Sorted; with `*` for the environment's name and account where there are several environments. */
    readonly names: readonly string[]
    /** Whether DESCRIBE on the database comes along. */
    readonly alsoDatabase: boolean
  }
  /** Sorted. */
  readonly permissions: readonly string[]
  readonly facts: PathFacts
  /** As they were. @default - it is gained or lost, not changed */
  readonly before?: PathFacts
  /** What the access entries behind it say of themselves. */
  readonly notes: readonly Note[]
  /** Every path behind it. */
  readonly changes: readonly PathChange[]
}

export interface RowService {
  readonly name: string
  /** Whether the groups did not come in through it, to this role, before. */
  readonly isNew: boolean
}
