import { isCollection, isMap, isNode, isPair, isScalar, type Document, type Pair, type ParsedNode } from 'yaml'

/** Keys and list indices from the top of a file to a value. */
export type ValuePath = readonly (string | number)[]

/** Where a value begins, or the nearest thing around it that is there; a map or list is shown by its key. */
export function valueOffset(document: Document.Parsed, path: ValuePath): number {
  for (let length = path.length; length > 0; length--) {
    const node: unknown = document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) {
      // An empty value has no text of its own, and a map or list begins where nobody looks for it.
      const empty = isScalar(node) && node.value === null && node.range[0] === node.range[1]
      return (empty || isCollection(node) ? pairOffset(document, path.slice(0, length)) : undefined) ?? node.range[0]
    }
    const key = pairOffset(document, path.slice(0, length))
    if (key !== undefined) return key
  }
  return (document.contents as ParsedNode | null)?.range[0] ?? 0
}

/** Where a key begins; the value's offset where there is no such key. */
export function keyOffset(document: Document.Parsed, path: ValuePath): number {
  return pairOffset(document, path) ?? valueOffset(document, path)
}

function pairOffset(document: Document.Parsed, path: ValuePath): number | undefined {
  const name = path.at(-1)
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return undefined
  const pair = parent.items.find(
    (item: Pair) => isPair(item) && isScalar(item.key) && String(item.key.value) === String(name),
  )
  return isScalar(pair?.key) ? pair.key.range?.[0] : undefined
}

/** Whether a scalar is written without quotes, so that ` #` ends it. */
export function isPlain(document: Document.Parsed, path: ValuePath): boolean {
  const node = document.getIn(path, true)
  return isScalar(node) && node.type === 'PLAIN'
}
