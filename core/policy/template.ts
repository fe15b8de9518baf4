import Handlebars from 'handlebars'
import type { TextFile } from '../model/mesh'
import { PolicyFormatError, parsePolicy } from './canonical'
import type { PolicyDocument } from './document'
import { checkTemplate, TemplateFault } from './template-syntax'
import type { Shape } from './template-shape'

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

/** A template, checked against the variables that it may use. */
export interface PolicyTemplate {
  /** Throws `TemplateFault` where the rendered text is no policy. */
  render(variables: object): PolicyDocument
}

/** Throws `TemplateFault` where the text is no template or uses what it is not given. */
export function compileTemplate(template: TextFile, shape: Shape): PolicyTemplate {
  checkTemplate(template, shape)
  const render = engine.compile(template.text, {
    noEscape: true,
    strict: true,
    knownHelpers: { json: true },
    knownHelpersOnly: true,
  })
  return {
    render(variables) {
      const text = render(variables)
      try {
        return parsePolicy(JSON.parse(text))
      } catch (cause) {
        throw new TemplateFault(template.file, 1, 1, `renders no policy: ${explain(cause, text)}`)
      }
    },
  }
}

function explain(cause: unknown, text: string): string {
  if (cause instanceof PolicyFormatError) return cause.message
  if (!(cause instanceof SyntaxError)) throw cause
  const offset = Number(/position (\d+)/.exec(cause.message)?.[1] ?? NaN)
  const near = Number.isNaN(offset)
    ? ''
    : ` near …${text.slice(Math.max(0, offset - 30), offset + 10).replace(/\s+/g, ' ')}…`
  return `not JSON${near}`
}
