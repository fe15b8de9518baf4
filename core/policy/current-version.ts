import type { PolicyDocument } from './document'
import { knowsVariables } from './evaluate/policy'

/**
 * The same policy in the current version of the language. In the first one, what looks like a variable is plain text.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
 */
export function inCurrentVersion(document: PolicyDocument): PolicyDocument {
  if (knowsVariables(document)) return document
  const plain = JSON.stringify(document.Statement).replaceAll('${', '${$}{')
  return { ...document, Version: '2012-10-17', Statement: JSON.parse(plain) as PolicyDocument['Statement'] }
}
