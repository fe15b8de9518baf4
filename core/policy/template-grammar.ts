/** What Handlebars' grammar found wrong, and where; line and column count from 1. */
export interface GrammarFault {
  readonly line: number
  readonly column: number
  readonly message: string
  readonly hint?: string
}

/** Handlebars' names of what it reads; what a policy template may not hold is not offered. */
const words: Readonly<Record<string, string>> = {
  CLOSE: '}}',
  CLOSE_UNESCAPED: '}}}',
  CLOSE_RAW_BLOCK: '}}}}',
  CLOSE_SEXPR: ')',
  CONTENT: 'text',
  EOF: 'the end of the file',
  EQUALS: '=',
  ID: 'a name',
  INVERSE: '{{else}}',
  OPEN: '{{',
  OPEN_ENDBLOCK: '{{/',
  STRING: 'a text in quotes',
}

const hints: Readonly<Record<string, string | undefined>> = {
  CLOSE_UNESCAPED: 'put a space between }} and }',
  INVALID: 'is what opens with {{ closed with }}, and each quote?',
}

const listed = (all: readonly string[]): string =>
  all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`

/** Faults of blocks and paths carry their place, those of the grammar draw it: the text before it, a line, a caret. */
export function grammarFault(text: string, cause: Error): GrammarFault {
  const { message, lineNumber, column } = cause as Error & { lineNumber?: number; column?: number }
  if (lineNumber !== undefined) {
    const what = message.replace(/ - \d+:\d+$/, '')
    return { line: lineNumber, column: (column ?? 0) + 1, message: what }
  }
  const line = Number(/line (\d+)/.exec(message)?.[1] ?? 1)
  const [, shown = '', pointer = '', rest = ''] = message.split('\n')
  const column0 = columnOf(text, line, shown, pointer.indexOf('^'))
  const found = /, got '(\w+)'$/.exec(rest)?.[1] ?? ''
  const expected = [...rest.matchAll(/'(\w+)'(?=[,\s])/g)].flatMap(([, name = '']) => words[name] ?? [])
  const what = words[found] ?? JSON.stringify(shown.charAt(pointer.indexOf('^')))
  const hint = hints[found]
  const wanted = expected.length === 0 || found === 'INVALID' ? '' : `, where ${listed(expected)} must stand`
  return { line, column: column0 + 1, message: `${what} may not stand here${wanted}`, ...(hint && { hint }) }
}

/** Where in its line a fault stands whose surroundings, up to twenty characters on each side, are shown without line feeds. */
function columnOf(text: string, line: number, shown: string, caret: number): number {
  const lines = text.split('\n')
  const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  const before = shown.slice(0, caret).replace(/^\.\.\./, '')
  const after = shown.slice(caret).replace(/\.\.\.$/, '')
  const flat = (part: string): string => part.replaceAll('\n', '')
  for (let column = 0; column <= (lines[line - 1]?.length ?? 0); column++) {
    const at = start + column
    if (flat(text.slice(0, at)).endsWith(before) && flat(text.slice(at, at + 60)).startsWith(after)) return column
  }
  return 0
}
