import type { FindingRule } from '../../model/risk/rules'
import type { NotAnalysed, ReviewedDataset } from '../types'
import type { Facts } from './fact'
import type { KeyedPath } from './keyed'

/** One environment, or the hub, as one side of a review has it. */
export interface EnvironmentSide {
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
  readonly facts: Facts
  /** Of files, the code of hooks is not known, and so not what they run on. */
  readonly form: 'files' | 'resources'
  /** What is wrong with it, whatever the other side says. */
  readonly faults: readonly SideFault[]
  readonly notAnalysed: readonly NotAnalysed[]
  readonly rest: Rests
}

export interface SideFault {
  readonly rule: FindingRule
  readonly message: string
  readonly address?: string
}

/** What of resources decides nothing about access, to count what changes. */
export interface Rests {
  /** Address → what it is read from; where that is one object on both sides, nothing has changed. */
  readonly of: ReadonlyMap<string, unknown>
  /** @param of a value of the map */
  read(of: unknown): Rest
}

export interface Rest {
  readonly tags: string
  readonly description: string
  /** A digest of SAML metadata. */
  readonly metadata: string
}

/** The environments of one side by name; the hub is `hub`. */
export type Side = ReadonlyMap<string, EnvironmentSide>
