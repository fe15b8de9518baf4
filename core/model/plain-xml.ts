import type { Element, Node } from '@xmldom/xmldom'
import { parseXml } from './saml-xml'
import { xmlText } from './xml-text'

/** An element as it is meant: prefixes, comments, and how it is laid out say nothing. */
export interface PlainElement {
  /** Namespace and local name. */
  readonly name: string
  /** By name, sorted. */
  readonly attributes: readonly (readonly [name: string, value: string])[]
  readonly content: readonly (PlainElement | string)[]
}

/** What an XML document says; `undefined` for what is no XML that Trustloom reads. */
export function plainXml(text: string): PlainElement | undefined {
  const root = parseXml(xmlText(text))
  return 'code' in root ? undefined : plainElement(root)
}

function plainElement(element: Element): PlainElement {
  const attributes = [...element.attributes]
    .filter(({ namespaceURI }) => namespaceURI !== XMLNS)
    .map((each) => [named(each), each.value] as const)
  return {
    name: named(element),
    attributes: attributes.sort(([a], [b]) => (a < b ? -1 : 1)),
    content: contentOf(element),
  }
}

const XMLNS = 'http://www.w3.org/2000/xmlns/'
/** https://dom.spec.whatwg.org/#interface-node */
const [ELEMENT, INSTRUCTION, COMMENT] = [1, 7, 8]

function contentOf(element: Element): (PlainElement | string)[] {
  const content: (PlainElement | string)[] = []
  let text = ''
  const endText = (): void => {
    const words = text.trim().replaceAll(/\s+/g, ' ')
    if (words !== '') content.push(words)
    text = ''
  }
  for (let node: Node | null = element.firstChild; node; node = node.nextSibling) {
    if (node.nodeType === COMMENT) continue
    if (node.nodeType !== ELEMENT) {
      text += node.nodeType === INSTRUCTION ? ` <?${node.nodeName} ${node.nodeValue}?> ` : (node.nodeValue ?? '')
      continue
    }
    endText()
    content.push(plainElement(node as Element))
  }
  endText()
  return content
}

const named = ({ namespaceURI, localName }: Pick<Element, 'namespaceURI' | 'localName'>): string =>
  `${namespaceURI ?? ''} ${localName}`
