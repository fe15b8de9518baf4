import { applyPatch, type Operation } from 'rfc6902'

/** Whether Okta lets a command do this there. */
export type Rule = (op: string, path: string) => boolean

/**
 * Applies the operations of one of Okta's commands, in order.
 *
 * @returns the new document; the given one is left as it is
 * @throws for an operation that Okta does not allow or that RFC 6902 cannot apply
 */
export function patched<T>(document: T, operations: unknown, allows: Rule): T {
  if (!Array.isArray(operations)) throw new Error('a command without operations')
  const copy = structuredClone(document)
  for (const operation of operations as Operation[]) {
    const { op, path } = operation
    if (/~(?![01])/.test(path) || !allows(op, path)) throw new Error(`${op} is not allowed at ${path}`)
    const [fault] = applyPatch(copy, [operation])
    if (fault) throw fault
  }
  return copy
}
