import { isCollection, isMap, isNode, isPair, type CST, type Node, type Pair, type YAMLMap, type YAMLSeq } from 'yaml'

/** A YAML text that cannot be changed here. */
export class Unchangeable extends Error {}

/** A list or map, with its place in the text. */
export type Collection = YAMLMap | YAMLSeq

export const isFlow = ({ srcToken }: Collection): boolean => srcToken?.type === 'flow-collection'

/** How far from the left margin the items of a block stand. */
export function columnOf(text: string, block: Collection): number {
  const start = isMap(block) ? startOf(block.items[0]) : dashOf(block)
  return start - startOfLine(text, start)
}

/** Writes lines below the last item of a block, and above the comments that follow it; they bring their margin. */
export function appendBlock(text: string, block: Collection, lines: readonly string[]): string {
  const newline = newlineOf(text)
  const end = endOf(block)
  // A block scalar ends after its last line.
  if (text[end - 1] === '\n') return splice(text, end, lines.map((line) => line + newline).join(''))
  return splice(text, endOfLine(text, end), lines.map((line) => newline + line).join(''))
}

/** Writes items behind the last of a flow collection: on lines of their own, where that one has one. */
export function appendFlow(text: string, flow: Collection, items: readonly string[]): string {
  const last = flow.items.at(-1)
  const close = tokenOf(flow).end.find(({ type }) => /^flow-(?:seq|map)-end$/.test(type))?.offset
  if (close === undefined) throw new Unchangeable()
  if (last === undefined) return fillFlow(text, flow, close, items)
  const [start, end] = [startOf(last), endOf(last)]
  const margin = text.slice(startOfLine(text, start), start)
  if (margin.trim() !== '') return splice(text, end, items.map((each) => `, ${each}`).join(''))
  const separated = newlineOf(text) + margin
  const comma = commaAfter(flow)
  const below = endOfLine(text, comma === undefined ? end : comma + 1)
  if (close < below) return splice(text, end, items.map((each) => `,${separated}${each}`).join(''))
  const added = items.map((each) => separated + each).join(',')
  const longer = splice(text, below, comma === undefined ? added : `${added},`)
  return comma === undefined ? splice(longer, end, ',') : longer
}

function fillFlow(text: string, flow: Collection, close: number, items: readonly string[]): string {
  const open = startOf(flow) + 1
  if (text.slice(open, close).trim() === '') {
    const inside = isMap(flow) ? ` ${items.join(', ')} ` : items.join(', ')
    return text.slice(0, open) + inside + text.slice(close)
  }
  // A comment: the bracket stands below it.
  const line = startOfLine(text, close)
  const margin = text.slice(line, close)
  if (margin.trim() !== '') throw new Unchangeable()
  const newline = newlineOf(text)
  return splice(text, line, items.map((each) => `${margin}  ${each}`).join(`,${newline}`) + newline)
}

const splice = (text: string, at: number, added: string): string => text.slice(0, at) + added + text.slice(at)

const newlineOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n')

const startOfLine = (text: string, offset: number): number => text.lastIndexOf('\n', offset - 1) + 1

/** Where the characters that end a line begin, or the text ends. */
function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  if (end === -1) return text.length
  return text[end - 1] === '\r' ? end - 1 : end
}

function startOf(item: unknown): number {
  const node = isPair(item) ? item.key : item
  if (!isNode(node) || !node.range) throw new Unchangeable()
  return node.range[0]
}

/** Where the last thing of an item ends that is no comment. */
function endOf(item: unknown): number {
  if (isPair(item)) return endOf((item as Pair<Node, Node | null>).value ?? item.key)
  if (!isNode(item) || !item.range) throw new Unchangeable()
  if (isCollection(item) && !isFlow(item as Collection)) return endOf(item.items.at(-1))
  return item.range[1]
}

const tokenOf = ({ srcToken }: Collection): CST.FlowCollection => {
  if (srcToken?.type !== 'flow-collection') throw new Unchangeable()
  return srcToken
}

/** The comma behind the last item, which need not be there. */
function commaAfter(flow: Collection): number | undefined {
  const last = tokenOf(flow).items.at(-1)
  if (!last || last.key || last.value) return undefined
  return last.start.find(({ type }) => type === 'comma')?.offset
}

function dashOf({ srcToken }: YAMLSeq): number {
  const items = srcToken?.type === 'block-seq' ? srcToken.items : []
  const [dash] = items.flatMap(({ start }) => start.filter(({ type }) => type === 'seq-item-ind'))
  if (!dash) throw new Unchangeable()
  return dash.offset
}
