import type { PolicyDocument, Statement } from '../document'
import { invalidPolicy } from './errors'
import { entries } from './values'

const ELEMENTS: ReadonlySet<string> = new Set<keyof PolicyDocument>(['Version', 'Id', 'Statement'])

/** @throws {EvaluationError} `invalid-policy` for a document that holds anything but the elements of a policy. */
export function statementsOf(document: PolicyDocument): readonly Statement[] {
  for (const [name] of entries('the policy', document)) {
    if (!ELEMENTS.has(name)) throw invalidPolicy(`unknown policy element ${JSON.stringify(name)}`)
  }
  if (!Array.isArray(document.Statement)) throw invalidPolicy('Statement is no list')
  return document.Statement
}

/**
 * Variables came with version 2012-10-17; a policy that names no version has the older one.
 *
 * @throws {EvaluationError} `invalid-policy` for any other version.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export function knowsVariables({ Version: version }: Partial<PolicyDocument>): boolean {
  if (version === undefined || version === '2008-10-17') return false
  if (version === '2012-10-17') return true
  throw invalidPolicy(`unknown policy version ${JSON.stringify(version)}`)
}
