import { isDeepStrictEqual } from 'node:util'
import { isMap, isSeq, parseDocument, type Document, type YAMLMap } from 'yaml'
import type { ValuePath } from '../../../core/model/yaml-path'
import { appendBlock, appendFlow, columnOf, isFlow, Unchangeable } from './yaml-splice'
import { blockLines, flowText, itemText, pairText, type YamlValue } from './yaml-text'

/**
 * Appends items to a list; where there is no such list, it is added. Everything else of the text stays as it is:
 * comments, quotes, order, ends of lines. Throws Unchangeable for what it cannot change.
 */
export function appendItems(text: string, path: ValuePath, added: readonly YamlValue[]): string {
  if (added.length === 0) return text
  const list: unknown = parse(text).getIn(path, true)
  if (!isSeq(list)) return addKey(text, path, added)
  const margin = isFlow(list) ? '' : ' '.repeat(columnOf(text, list))
  const changed = isFlow(list)
    ? appendFlow(text, list, added.map(flowText))
    : appendBlock(
        text,
        list,
        added.map((each) => `${margin}- ${itemText(each)}`),
      )
  return confirmed(text, changed, path, [...(list.toJSON() as unknown[]), ...added])
}

/** Adds a key at the end of its map; maps around it that are missing are added, too. Throws as `appendItems` does. */
export function addKey(text: string, path: ValuePath, value: YamlValue): string {
  const { map, missing } = innermost(parse(text), path)
  const [key = '', ...below] = missing.map(String)
  const added = below.reduceRight<YamlValue>((inner, name) => ({ [name]: inner }), value)
  const changed = isFlow(map)
    ? appendFlow(text, map, [pairText(key, added)])
    : appendBlock(text, map, blockLines(key, added, columnOf(text, map)))
  return confirmed(text, changed, path, value)
}

function parse(text: string): Document.Parsed {
  const document = parseDocument(text, { keepSourceTokens: true, version: '1.2', schema: 'core', prettyErrors: false })
  if (document.errors.length > 0) throw new Unchangeable()
  return document
}

/** The innermost map around a path that is there, and what of the path is not. */
function innermost(document: Document.Parsed, path: ValuePath): { readonly map: YAMLMap; readonly missing: ValuePath } {
  for (let length = path.length - 1; length >= 0; length--) {
    const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    if (isMap(node) && !node.has(path[length])) return { map: node, missing: path.slice(length) }
  }
  throw new Unchangeable()
}

/** The changed text, which says what the text says and the value at the path, and nothing else. */
function confirmed(text: string, changed: string, path: ValuePath, value: unknown): string {
  const expected: unknown = parse(text).toJS()
  setIn(expected as Record<string, unknown>, path, value)
  if (!isDeepStrictEqual(parse(changed).toJS(), expected)) throw new Unchangeable()
  return changed
}

function setIn(target: Record<string, unknown>, [key = '', ...rest]: ValuePath, value: unknown): void {
  if (rest.length === 0) target[key] = value
  else setIn((target[key] ??= {}) as Record<string, unknown>, rest, value)
}
