import { parseAnyPolicy, PolicyFormatError } from '../../policy/canonical'
import type { PolicyDocument } from '../../policy/document'
import { decode, Expression } from '../expression'

/** A role's trust policy as a stack has it, or why there is none to be read. */
export type RenderedTrust = { readonly trust: PolicyDocument } | { readonly fault: string }

/** Reads the trust policy of one role, found by its name, in the text of a stack's `cdk.tf.json`. Never throws. */
export function trustOf(stack: string, role: string): RenderedTrust {
  const json = parse(stack)
  if (!isRecord(json)) return { fault: 'the stack is not a JSON object' }
  const roles = isRecord(json.resource) ? json.resource.aws_iam_role : undefined
  const found = Object.values(isRecord(roles) ? roles : {}).find((each) => isRecord(each) && decode(each.name) === role)
  if (!isRecord(found)) return { fault: 'the stack has no such role' }
  const text = decode(found.assume_role_policy)
  if (text instanceof Expression) return { fault: `Terraform computes the trust policy: ${text.text}` }
  if (typeof text !== 'string') return { fault: 'the role has no trust policy' }
  try {
    return { trust: parseAnyPolicy(JSON.parse(text)) }
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof PolicyFormatError)) throw cause
    return { fault: `the trust policy is none: ${cause.message}` }
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined
    throw cause
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
