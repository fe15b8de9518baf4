import type { ChangeRules } from '../../model/change-rules'
import type { FindingRule } from '../../model/risk/rules'
import type { NotAnalysed, ReviewedDataset } from '../types'
import type { Facts } from './fact'
import type { ToldBlocks } from '../../terraform/read/blocks'
import type { ReadResource } from '../../terraform/read/resource'
import type { KeyedPath } from './keyed'

/** One environment, or the hub, as one side of a review has it. */
export interface Snapshot {
  readonly mesh: string
  readonly environment: string
  readonly account: string
  /** Sorted by key. */
  readonly paths: readonly KeyedPath[]
  /** Sorted by name. */
  readonly datasets: readonly ReviewedDataset[]
  /** Names of the services. */
  readonly services: readonly string[]
  /** Code → group. */
  readonly groups: Readonly<Record<string, string>>
  /** How changes are checked, rated and approved. @default - the input does not tell */
  readonly rules?: ChangeRules
  readonly facts: Facts
  /** Of files, the code of hooks is not known, and so not what they run on. */
  readonly form: 'files' | 'resources'
  /** What is wrong with it, whatever the other side says. */
  readonly faults: readonly SnapshotFault[]
  readonly notAnalysed: readonly NotAnalysed[]
  /** By address, blocks that stand beside resources among them. */
  readonly resources: ReadonlyMap<string, ReadResource>
  /** Which blocks the input tells. */
  readonly told: ToldBlocks
}

export interface SnapshotFault {
  readonly rule: FindingRule
  readonly message: string
  readonly address?: string
}

/** The environments of one side by name; the hub is `hub`. */
export type Snapshots = ReadonlyMap<string, Snapshot>
