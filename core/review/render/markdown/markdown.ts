/**
 * GitHub-flavoured Markdown. Only this file and `ink.ts`, which escapes, make it of a text, so no text of others can
 * become Markdown by mistake: the compiler asks for it.
 */
export class Markdown {
  private constructor(readonly text: string) {}

  /** Takes a text that stands in our own source. */
  static ours(text: string): Markdown {
    return new Markdown(text)
  }

  /** Takes what `ink.ts` has escaped. */
  static escaped(text: string): Markdown {
    return new Markdown(text)
  }
}

export const NOTHING = Markdown.ours('')

/**
 * Markdown as a template: what stands in the source is taken as it is, values are Markdown already. It is not called
 * `md`, which Prettier would take for its own to lay out.
 */
export function mark(source: TemplateStringsArray, ...values: readonly (Markdown | number)[]): Markdown {
  const texts = values.map((value) => (typeof value === 'number' ? String(value) : value.text))
  return Markdown.ours(source.reduce((text, part, index) => `${text}${texts[index - 1] ?? ''}${part}`))
}

export const joinMarkdown = (parts: readonly Markdown[], separator: string): Markdown =>
  Markdown.ours(
    parts
      .map((each) => each.text)
      .filter((text) => text !== '')
      .join(separator),
  )
