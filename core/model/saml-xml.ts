import { DOMParser, type Element } from '@xmldom/xmldom'
import { AS_UTF8, error, FROM_FEDERATION, FROM_IDP, legible, START, type MetadataIssue, type Place } from './saml-issue'
import { codePoint } from './unseen'

/** Ours: real metadata has tens to hundreds, and xmldom takes quadratic time for attributes and nested namespaces. */
const MAX_TAGS_AND_ATTRIBUTES = 10_000

/** The root element of a text; what no XML parser should see, or would let pass, is refused before. */
export function parseXml(xml: string): Element | MetadataIssue {
  const early = refuse(xml)
  if (early) return early
  let fault = error('metadata-not-xml', START, 'the file is not well-formed XML')
  try {
    const parser = new DOMParser({
      normalizeLineEndings: (text) => text, // done, and U+2028 is not one in XML 1.0
      onError: (_level, message, { locator, currentElement }) => {
        // Of what is not closed, the start says more than the end of the file.
        const at = place(message.startsWith('unclosed') ? currentElement : locator)
        fault = message.includes('RangeError') // of a regular expression in xmldom, on comments of megabytes
          ? error('metadata-too-complex', at, 'a part of the file is too long to be read')
          : error('metadata-not-xml', at, `the file is not well-formed XML: ${legible(message)}`)
        // Of what xmldom calls a warning, nothing is well-formed either.
        throw new Error('stop')
      },
    })
    return parser.parseFromString(xml, 'text/xml').documentElement ?? fault
  } catch {
    return fault
  }
}

/** What must not reach the parser, or what it would let pass. */
function refuse(xml: string): MetadataIssue | undefined {
  return refuseDoctype(xml) ?? refuseCharacters(xml) ?? refuseComplexity(xml) ?? refuseReferences(xml)
}

/**
 * Where white space, comments and processing instructions at the beginning end. Without repetitions in an expression,
 * which megabytes of white space would overflow.
 */
function afterMisc(xml: string): number {
  for (let start = 0; ;) {
    const at = xml.slice(start).search(/\S/)
    if (at === -1) return xml.length
    start += at
    const close = xml.startsWith('<!--', start) ? '-->' : xml.startsWith('<?', start) ? '?>' : undefined
    const end = close === undefined ? -1 : xml.indexOf(close, start)
    if (close === undefined || end === -1) return start
    start = end + close.length
  }
}

/** One can only stand before the root; elsewhere it is not well-formed, and xmldom says so before it reads it. */
function refuseDoctype(xml: string): MetadataIssue | undefined {
  const start = afterMisc(xml)
  const declaration = xml.slice(start, start + 100)
  if (!/^<!(doctype|entity)/i.test(declaration)) return undefined
  const html = /^<!doctype\s+html/i.test(declaration)
  const hint = html ? `This is a web page, perhaps of a sign-in. ${FROM_IDP}` : 'Remove it: metadata needs none.'
  return error('metadata-doctype', placeAt(xml, start), 'the file declares a document type or entities', hint)
}

/** Everything but `Char` of https://www.w3.org/TR/xml/#charsets, and U+FFFD, which decoders put for what they cannot read. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFC\u{10000}-\u{10FFFF}]/u

function refuseCharacters(xml: string): MetadataIssue | undefined {
  const at = xml.search(FORBIDDEN)
  if (at >= 0) {
    const character = codePoint(xml.slice(at, at + 2))
    // U+0000 is every second character of UTF-16 that was read as UTF-8.
    return character === 'U+FFFD' || character === 'U+0000'
      ? error('metadata-not-xml', placeAt(xml, at), `the file is not UTF-8 text (${character})`, AS_UTF8)
      : error('metadata-not-xml', placeAt(xml, at), `the file has a character that XML forbids (${character})`)
  }
  const declared = /^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']((?:utf-?|ucs-?)(?:16|32|2|4)[\w.-]*)/i.exec(xml)?.[1]
  if (declared !== undefined) {
    const message = `the file says that it is in ${declared}, and AWS is sent UTF-8`
    return error('metadata-not-xml', placeAt(xml, xml.indexOf('<')), message, AS_UTF8)
  }
  const first = xml.search(/\S/)
  if (first < 0) return error('metadata-not-xml', START, 'the file is empty', FROM_IDP)
  if (xml[first] === '<') return undefined
  return error('metadata-not-xml', placeAt(xml, first), 'the file is not XML: it does not begin with a tag', FROM_IDP)
}

function refuseComplexity(xml: string): MetadataIssue | undefined {
  const mark = /<|=\s*["']/g
  for (let marks = 0; marks <= MAX_TAGS_AND_ATTRIBUTES; marks++) if (!mark.test(xml)) return undefined
  const message = 'the file has over 10,000 tags and attributes, and one identity provider needs some hundred'
  return error('metadata-too-complex', placeAt(xml, mark.lastIndex - 1), message, FROM_FEDERATION)
}

/** An ampersand on its own, or `&#0;`, passes xmldom, but not AWS. In comments, CDATA and instructions it is text. */
function refuseReferences(xml: string): MetadataIssue | undefined {
  const references =
    /<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)|<\?[^]*?(?:\?>|$)|&(?!(?:amp|lt|gt|quot|apos);)(?:#(?:(\d+)|x([\da-fA-F]+));)?/g
  for (const { 0: found, 1: decimal, 2: hex, index } of xml.matchAll(references)) {
    if (found === '&') {
      const message = 'the file is not well-formed XML: an & that begins no reference'
      return error('metadata-not-xml', placeAt(xml, index), message, 'Write &amp; for the character itself.')
    }
    if (!found.startsWith('&')) continue
    const code = decimal ? parseInt(decimal, 10) : parseInt(hex ?? '', 16)
    if (!(code <= 0x10ffff) || FORBIDDEN.test(String.fromCodePoint(code)))
      return error('metadata-not-xml', placeAt(xml, index), `${legible(found)} stands for a character that XML forbids`)
  }
  return undefined
}

/** Of a node, or of where xmldom is in the text: line 0 before the first tag. */
export function place({ lineNumber, columnNumber }: Located = {}): Place {
  return lineNumber && columnNumber ? { line: lineNumber, column: columnNumber } : START
}

interface Located {
  readonly lineNumber?: number
  readonly columnNumber?: number
}

function placeAt(xml: string, index: number): Place {
  let line = 1
  let start = 0
  for (let end = xml.indexOf('\n'); end >= 0 && end < index; end = xml.indexOf('\n', start)) {
    line++
    start = end + 1
  }
  return { line, column: index - start + 1 }
}
