import Handlebars from 'handlebars'
import type { TextFile } from '../model/mesh'
import { hintFor } from '../model/suggest'
import { remember } from './evaluate/memo'
import { grammarFault } from './template-grammar'
import type { ListShape, Shape } from './template-shape'

/** What is wrong with a template, and where. */
export class TemplateFault extends Error {
  constructor(
    readonly file: string,
    readonly line: number,
    readonly column: number,
    message: string,
    readonly hint?: string,
  ) {
    super(message)
  }
}

/** What names a path may begin with, and whether it is an item of `each`. */
interface Scope {
  readonly shape: Shape
  readonly isItem?: boolean
}
/** The innermost block first. */
type Scopes = readonly Scope[]

/**
 * Walks a template's syntax tree and refuses every path that its variables do not have. Handlebars' own strict mode
 * misses the arguments of helpers and the list of `each`, and would write `undefined` or nothing into a policy.
 */
export function checkTemplate(template: TextFile, shape: Shape): void {
  const at = (node: hbs.AST.Node, message: string, hint?: string): TemplateFault =>
    new TemplateFault(template.file, node.loc.start.line, node.loc.start.column + 1, message, hint)

  const program = (node: hbs.AST.Program | undefined, scopes: Scopes): void =>
    node?.body.forEach((each) => statement(each, scopes))

  const statement = (node: hbs.AST.Statement, scopes: Scopes): void => {
    switch (node.type) {
      case 'ContentStatement':
      case 'CommentStatement':
        return
      case 'MustacheStatement':
        return mustache(node as hbs.AST.MustacheStatement, scopes)
      case 'BlockStatement':
        return block(node as hbs.AST.BlockStatement, scopes)
      default:
        throw at(node, `${node.type.replace('Statement', '').toLowerCase()}s are not allowed in policy templates`)
    }
  }

  const mustache = (node: hbs.AST.MustacheStatement, scopes: Scopes): void => {
    const whole = wholeText(template.text, node.loc.start)
    if (nameOf(node.path) !== 'json') {
      throw at(
        node,
        `{{${nameOf(node.path)}}} would write raw text into the policy`,
        whole === undefined ? `write {{json ${nameOf(node.path)}}}` : `instead of the text around it, write ${whole}`,
      )
    }
    if (whole !== undefined)
      throw at(
        node,
        '{{json}} writes a text with its quotes, and stands inside one',
        `instead of the text, write ${whole}`,
      )
    if (node.params.length === 0) throw at(node, '{{json}} needs a value')
    const shapes = node.params.map((each) => expression(each, scopes))
    if (shapes.length > 1 && shapes.some((each) => each.kind !== 'text')) {
      throw at(node, '{{json a b}} joins texts; one of these is not a text')
    }
    if (node.hash?.pairs.length) throw at(node, '{{json}} takes no named arguments')
  }

  const block = (node: hbs.AST.BlockStatement, scopes: Scopes): void => {
    const [argument, ...rest] = node.params
    const name = nameOf(node.path)
    if (!argument || rest.length > 0 || !['each', 'if', 'unless', 'with'].includes(name)) {
      throw at(
        node,
        `{{#${name}}} is not allowed in policy templates`,
        'use each, if, unless or with, and one argument',
      )
    }
    if (node.hash?.pairs.length) throw at(node, `{{#${name}}} takes no named arguments`)
    // A block's own names would win over those of its items, which are the ones checked here.
    if ([node.program, node.inverse].some((each) => (each?.blockParams ?? []).length > 0)) {
      throw at(node, `{{#${name} … as |x|}} is not allowed in policy templates`, 'inside, name a value by its own path')
    }
    const shape = expression(argument, scopes)
    if (name === 'each' && shape.kind !== 'list')
      throw at(node, `{{#each}} needs a list, and ${nameOf(argument)} is none`)
    if (name === 'with' && shape.kind !== 'object')
      throw at(node, `{{#with}} needs an object, and ${nameOf(argument)} is none`)
    const inner =
      name === 'each'
        ? [{ shape: (shape as ListShape).items, isItem: true }, ...scopes]
        : name === 'with'
          ? [{ shape }, ...scopes]
          : scopes
    program(node.program, inner)
    program(node.inverse, scopes)
  }

  const expression = (node: hbs.AST.Expression, scopes: Scopes): Shape => {
    if (node.type === 'StringLiteral') return { kind: 'text' }
    if (node.type !== 'PathExpression') throw at(node, 'only variables and texts may stand here')
    const path = node as hbs.AST.PathExpression
    if (path.data) {
      const isKnown = path.depth === 0 && ['first', 'last'].includes(path.parts.join('.'))
      if (isKnown && scopes.some(({ isItem }) => isItem)) return { kind: 'text' }
      throw at(node, `there is no @${path.parts.join('.')} here`, 'inside {{#each}}: @first and @last')
    }
    let shape = scopes[path.depth]?.shape
    if (!shape) throw at(node, `${path.original} leads out of the template`)
    for (const part of path.parts) {
      const fields: Readonly<Record<string, Shape>> = shape.kind === 'object' ? shape.fields : {}
      const next: Shape | undefined = Object.hasOwn(fields, part) ? fields[part] : undefined
      if (!next) throw at(node, `there is no variable ${path.original}`, hintFor('variable', part, Object.keys(fields)))
      shape = next
    }
    return shape
  }

  let tree: hbs.AST.Program
  try {
    tree = parsed(template.text)
  } catch (cause) {
    const { line, column, message, hint } = grammarFault(template.text, cause as Error)
    throw new TemplateFault(template.file, line, column, `not a Handlebars template: ${message}`, hint)
  }
  program(tree, [{ shape }])
}

/**
 * The text in double quotes that a variable stands in, as one {{json}}: `{{json "arn:" partition ":sqs"}}` for
 * `"arn:{{partition}}:sqs"`; `undefined` for a variable that stands in none.
 */
function wholeText(template: string, { line, column }: hbs.AST.Position): string | undefined {
  const text = template.split('\n')[line - 1] ?? ''
  for (const { 0: quoted, index } of text.matchAll(/\{\{[^}]*\}\}|"(?:\{\{[^}]*\}\}|\\.|[^"\\])*"/g)) {
    if (!quoted.startsWith('"') || column <= index || column >= index + quoted.length) continue
    const parts = quoted
      .slice(1, -1)
      .split(/(\{\{[^}]*\}\})/)
      .filter((each) => each !== '')
    const words = parts.map((each) => /^\{\{\s*(?:json\s+)?(.*?)\s*\}\}$/.exec(each)?.[1] ?? `"${each}"`)
    return `{{json ${words.join(' ')}}}`
  }
  return undefined
}

const parsed = remember((text) => Handlebars.parse(text))

function nameOf(node: hbs.AST.Node): string {
  return 'original' in node ? String(node.original) : node.type
}
