import Handlebars from 'handlebars'
import type { TextFile } from '../model/mesh'
import { PolicyFormatError, parsePolicy } from './canonical'
import type { PolicyDocument } from './document'
import { EvaluationError } from './evaluate'
import { remember } from './evaluate/memo'
import { assertDocument, type PolicyKind } from './template-document'
import { checkTemplate, TemplateFault } from './template-syntax'
import type { Shape } from './template-shape'

export type { PolicyKind } from './template-document'
export { TemplateFault } from './template-syntax'

/**
 * Renders policy templates. `json` is the only way to write a value, and what it writes is a JSON text, so no value can
 * become JSON syntax; values are never compiled, so none can become Handlebars.
 */
const engine = Handlebars.create()
engine.registerHelper('json', function (...values: unknown[]) {
  const texts = values.slice(0, -1)
  return JSON.stringify(texts.length === 1 ? texts[0] : texts.join(''))
})

/** Whoever compares two versions of a mesh compiles most templates twice. */
const compiled = remember((text) =>
  engine.compile(text, { noEscape: true, strict: true, knownHelpers: { json: true }, knownHelpersOnly: true }),
)

/** A template, checked against the variables that it may use. */
export interface PolicyTemplate {
  /** Throws `TemplateFault` where the rendered text is no policy. */
  render(variables: object): PolicyDocument
}

/** Throws `TemplateFault` where the text is no template or uses what it is not given. */
export function compileTemplate(template: TextFile, shape: Shape, kind: PolicyKind): PolicyTemplate {
  checkTemplate(template, shape)
  const render = compiled(template.text)
  return {
    render(variables) {
      const text = renderText(template, () => render(variables))
      try {
        const value: unknown = JSON.parse(text)
        assertNoKeyTwice(text, value)
        const document = parsePolicy(value)
        const { root } = variables as { root?: string }
        assertDocument(document, kind, root)
        return document
      } catch (cause) {
        const { line, column } = placeOf(cause, template)
        throw new TemplateFault(template.file, line, column, `renders no policy: ${explain(cause, text)}`)
      }
    },
  }
}

/** Variables are plain data, so whatever fails is the template's: Handlebars loses count of `../` in `{{#with this}}`. */
function renderText({ file }: TextFile, render: () => string): string {
  try {
    return render()
  } catch (cause) {
    throw new TemplateFault(file, 1, 1, `cannot be rendered: ${(cause as Error).message}`)
  }
}

/** Of two equal keys in one object, JSON keeps the last: a condition would be lost without a word. */
function assertNoKeyTwice(text: string, value: unknown): void {
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length
  if (written !== countKeys(value)) throw new PolicyFormatError('an object has a key twice')
}

function countKeys(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const values: unknown[] = Object.values(value)
  return values.reduce((sum: number, each) => sum + countKeys(each), Array.isArray(value) ? 0 : values.length)
}

/** The place of what is wrong, where the template itself says it once; what a variable brought cannot be found. */
function placeOf(cause: unknown, { text }: TextFile): { readonly line: number; readonly column: number } {
  for (const each of cause instanceof PolicyFormatError ? cause.near : []) {
    const quoted = JSON.stringify(each)
    const offset = text.indexOf(quoted)
    if (offset === -1 || text.includes(quoted, offset + 1)) continue
    const before = text.slice(0, offset).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
  return { line: 1, column: 1 }
}

function explain(cause: unknown, text: string): string {
  if (cause instanceof PolicyFormatError || cause instanceof EvaluationError) return cause.message
  if (!(cause instanceof SyntaxError)) throw cause
  if (text.trim() === '') return 'not JSON: the template is empty, or all of it is left out'
  const offset = Number(/position (\d+)/.exec(cause.message)?.[1] ?? NaN)
  const near = Number.isNaN(offset) ? cause.message : `near …${text.slice(Math.max(0, offset - 30), offset + 10)}…`
  return `not JSON: ${near.replace(/\s+/g, ' ')}`
}
