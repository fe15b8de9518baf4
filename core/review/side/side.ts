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
  /** Files do not say what protects a bucket, nor what hooks run on, in the words of Terraform. */
  readonly form: 'files' | 'resources'
  /** What is wrong with it, whatever the other side says. */
  readonly faults: readonly SideFault[]
  readonly notAnalysed: readonly NotAnalysed[]
  /** Address → values of resources that decide nothing by themselves, or by parts: to count what changes. */
  readonly rest: ReadonlyMap<string, RestOf>
}

export interface SideFault {
  readonly rule: FindingRule
  readonly message: string
  readonly address?: string
}

/** What of a resource decides nothing about access; read only where its two sides are not one object. */
export interface RestOf {
  readonly of: unknown
  read(): Rest
}

export interface Rest {
  readonly tags: string
  readonly description: string
  /** A digest of SAML metadata. */
  readonly metadata: string
}

/** The environments of one side by name; the hub is `hub`. */
export type Side = ReadonlyMap<string, EnvironmentSide>
