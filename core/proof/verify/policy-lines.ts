import { canonicalPolicy } from '../../policy/canonical'
import type { PolicyDocument } from '../../policy/document'

/** A policy's language and its statements, each in the one form that its meaning has. */
export function policyLines(document: PolicyDocument): string[] {
  const { Version, Statement } = canonicalPolicy(document)
  return [`Version ${Version}`, ...Statement.map((each) => JSON.stringify(each))]
}
