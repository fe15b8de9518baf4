import { createHash } from 'node:crypto'

const ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}

/** JSON as the text of a script element: nothing in it ends the element or opens a comment. */
export function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (character) => ESCAPES[character] ?? '')
}

/** Lets a page run the one script and use the one style that it came with, and ask nobody for anything. */
export function contentSecurityPolicy(script: string, style: string): string {
  const only = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return [
    `default-src 'none'`,
    `script-src ${only(script)}`,
    `style-src ${only(style)}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ')
}
