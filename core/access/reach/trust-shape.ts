import { placesOf, renameCodes } from '../../policy/code-classes'
import type { PolicyDocument } from '../../policy/document'

/** A trust policy without its codes: most roles of a mesh have the same one. */
export interface TrustShape {
  /** The policy with other codes in the places of its own. */
  readonly document: PolicyDocument
  /** Equal for policies that differ in nothing but their codes. */
  readonly key: string
  /** A code of `document` → the code of the policy that stands in its places. */
  readonly codes: ReadonlyMap<string, string>
}

const known = new WeakMap<PolicyDocument, { readonly shape: TrustShape | undefined }>()

/** `undefined` where the policy reads the tag in a way that says more than which codes it names. */
export function shapeOf(trust: PolicyDocument): TrustShape | undefined {
  const { shape } = known.get(trust) ?? { shape: makeShape(trust) }
  known.set(trust, { shape })
  return shape
}

function makeShape(trust: PolicyDocument): TrustShape | undefined {
  const places = placesOf(trust)
  if (!places) return undefined
  const codes = [...places.keys()]
  const names = new Map(codes.map((code, index) => [code, String(index).padStart(code.length, '0')]))
  const document = renameCodes(trust, (code) => names.get(code) ?? code)
  const back = new Map([...names].map(([code, name]) => [name, code]))
  return { document, key: JSON.stringify(document), codes: back }
}
