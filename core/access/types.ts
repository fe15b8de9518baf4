import type { AccessPath } from '../model/graph/paths'
import type { Sensitivity } from '../model/sensitivity'

/**
 * A path as a review knows it. Who is no group of the mesh has paths, too: `service` is then empty, and `group` names
 * the principal (an ARN, or `IAM_ALLOWED_PRINCIPALS`); a code without a group is the group `*.code.*`, and a provider
 * that is no service is the service of that ARN.
 */
export interface ReviewPath extends AccessPath {
  /** The Terraform resource that gives the permission: `aws_lakeformation_permissions.…`. @default - read from files */
  readonly address?: string
  /** The role that leads to this one: a persona passes it to its jobs. @default - the role is opened by itself */
  readonly through?: string
  /** Who approved the access entry behind it. @default - no entry, or it does not say */
  readonly approvedBy?: string
  /** Why it was approved. @default - no entry, or it does not say */
  readonly reason?: string
}

/** What may decide about access and could not be read. */
export interface NotAnalysed {
  readonly environment: string
  readonly address: string
  /** One phrase that goes on after the address: `is of a type that Trustloom does not render`. */
  readonly reason: string
  /** A digest of what could not be read. @default - the reason says all */
  readonly value?: string
}

/** A dataset as a reviewer must know it. */
export interface ReviewedDataset {
  readonly name: string
  readonly database: string
  readonly classification: string
  readonly sensitivity: Sensitivity
  readonly owner: string
  /** Who may approve beside the owner; only files tell. @default - not known */
  readonly stewards?: readonly string[]
}
