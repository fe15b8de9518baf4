import type { Element, Nodes } from 'hast'
import { gfm } from './gfm'

/** What a page of Markdown turns into. */
export interface Shown {
  /** Elements with their attributes, and every text that is not within `code`, in the order of the page. */
  readonly frame: readonly string[]
  /** The text of each `code`, in the order of the page. */
  readonly codes: readonly string[]
}

/** Takes a page apart into what its author wrote and what stands in it as `code`. */
export function shown(markdown: string): Shown {
  const frame: string[] = []
  const codes: string[] = []
  const visit = (node: Nodes): void => {
    if (node.type === 'text') frame.push(node.value)
    if (node.type === 'element') {
      frame.push(`<${node.tagName} ${JSON.stringify(node.properties)}>`)
      if (node.tagName === 'code' && isText(node)) {
        codes.push(textOf(node))
        return
      }
    }
    if ('children' in node) node.children.forEach(visit)
  }
  visit(gfm(markdown))
  return { frame, codes }
}

/** The cells of every row of every table. */
export function tableRows(markdown: string): Element[][] {
  const rows: Element[][] = []
  const visit = (node: Nodes): void => {
    if (node.type === 'element' && node.tagName === 'tr') {
      rows.push(node.children.filter((each) => each.type === 'element'))
    }
    if ('children' in node) node.children.forEach(visit)
  }
  visit(gfm(markdown))
  return rows
}

export function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

/** Comments are no content, and neither are places at which a line may be broken. */
const isText = ({ children }: Element): boolean =>
  children.every(
    (each) => each.type === 'text' || each.type === 'comment' || (each.type === 'element' && each.tagName === 'wbr'),
  )
