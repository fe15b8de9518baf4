import { parseAnyPolicy, PolicyFormatError } from '../../policy/canonical'
import type { PolicyDocument } from '../../policy/document'
import { decode, Expression } from '../expression'
import { isJson, jsonIn } from '../read/format'

/** A role's trust policy as a stack has it, or why there is none to be read. */
export type RenderedTrust =
  | {
      readonly trust: PolicyDocument
      /** How long a session of the role may last. @default - the role does not say it as a number */
      readonly sessionHours?: number
    }
  | { readonly fault: string }

/** Reads the trust policy of one role, found by its name, in the text of a stack's `cdk.tf.json`. Never throws. */
export function trustOf(stack: string, role: string): RenderedTrust {
  const json = jsonIn(stack)
  if (!json) return { fault: 'the stack is not a JSON object' }
  const roles = isJson(json.resource) ? json.resource.aws_iam_role : undefined
  const found = Object.values(isJson(roles) ? roles : {}).find((each) => isJson(each) && decode(each.name) === role)
  if (!isJson(found)) return { fault: 'the stack has no such role' }
  const text = decode(found.assume_role_policy)
  if (text instanceof Expression) return { fault: `Terraform computes the trust policy: ${text.text}` }
  if (typeof text !== 'string') return { fault: 'the role has no trust policy' }
  try {
    const session = found.max_session_duration
    return {
      trust: parseAnyPolicy(JSON.parse(text)),
      ...(typeof session === 'number' && { sessionHours: session / 3600 }),
    }
  } catch (cause) {
    if (!(cause instanceof SyntaxError) && !(cause instanceof PolicyFormatError)) throw cause
    return { fault: `the trust policy is none: ${cause.message}` }
  }
}
