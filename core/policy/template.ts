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

/** What a policy stands on: a role, whose policies name resources and no principals, or a resource, whose name both. */
export type PolicyKind = 'identity' | 'resource'

/** Throws `TemplateFault` where the text is no template or uses what it is not given. */
export function compileTemplate(template: TextFile, shape: Shape, kind: PolicyKind): PolicyTemplate {
  checkTemplate(template, shape)
  const render = engine.compile(template.text, {
    noEscape: true,
    strict: true,
    knownHelpers: { json: true },
    knownHelpersOnly: true,
  })
  return {
    render(variables) {
      const text = renderText(template, () => render(variables))
      try {
        const value: unknown = JSON.parse(text)
        assertNoKeyTwice(text, value)
        const document = parsePolicy(value)
        assertKind(document, kind)
        return document
      } catch (cause) {
        throw new TemplateFault(template.file, 1, 1, `renders no policy: ${explain(cause, text)}`)
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

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_identity-vs-resource.html */
function assertKind(document: PolicyDocument, kind: PolicyKind): void {
  document.Statement.forEach((each, index) => {
    const isNamed = each.Principal !== undefined || each.NotPrincipal !== undefined
    if (isNamed && kind === 'identity') {
      throw new PolicyFormatError(`Statement.${index}: has a Principal, which is whom the policy is attached to`)
    }
    if (!isNamed && kind === 'resource') throw new PolicyFormatError(`Statement.${index}: has no Principal`)
    if (each.Resource === undefined && each.NotResource === undefined)
      throw new PolicyFormatError(`Statement.${index}: has no Resource`)
  })
}

function explain(cause: unknown, text: string): string {
  if (cause instanceof PolicyFormatError) return cause.message
  if (!(cause instanceof SyntaxError)) throw cause
  const offset = Number(/position (\d+)/.exec(cause.message)?.[1] ?? NaN)
  const near = Number.isNaN(offset) ? cause.message : `near …${text.slice(Math.max(0, offset - 30), offset + 10)}…`
  return `not JSON: ${near.replace(/\s+/g, ' ')}`
}
