import { digits } from '../lib/count'
import { maskAccounts } from '../lib/mask'
import { visible } from '../lib/visible'
import { joinMarkdown, Markdown, mark } from './markdown'

/** A text may be this long before its end is left out: AWS allows 255 characters for a table, a directory for a group. */
const LONGEST = 300
/** A list takes at least one name, and further ones while they stay under this many characters. */
const LIST_CHARACTERS = 800

export interface InkOptions {
  /** Whether account ids lose all but their last four digits. */
  readonly maskAccounts: boolean
  /** How many names a list shows before it only counts. */
  readonly names: number
}

/**
 * Writes names and texts of others so that they are text, and nothing else, wherever they stand: within `code`, where
 * GitHub looks for no mentions, references or emoji.
 *
 * @see https://github.github.com/gfm/#code-spans
 */
export class Ink {
  constructor(private readonly options: InkOptions) {}

  /** A text within Markdown, also in a cell of a table. */
  code(text: string): Markdown {
    const { shown, rest } = this.clipped(text)
    return mark`${codeSpan(shown)}${rest}`
  }

  /** A text within HTML, such as a summary, where Markdown is not read. */
  html(text: string): Markdown {
    const { shown, rest } = this.clipped(text)
    return mark`${codeElement(shown)}${rest}`
  }

  /** Some names as a list, and how many more there are. */
  list(names: readonly string[]): Markdown
  list<T>(items: readonly T[], write: (item: T) => Markdown, most?: number): Markdown
  list<T>(
    names: readonly T[],
    write: (item: T) => Markdown = (name) => this.code(String(name)),
    most = this.options.names,
  ): Markdown {
    const written: Markdown[] = []
    let length = 0
    for (const name of names.slice(0, most)) {
      const next = write(name)
      length += next.text.length + 2
      if (written.length > 0 && length > LIST_CHARACTERS) break
      written.push(next)
    }
    const rest = names.length - written.length
    const all = joinMarkdown(written, ', ')
    return rest > 0 ? mark`${all} and ${Markdown.ours(digits(rest))} more` : all
  }

  /** The target of a link, which the caller has found to be a plain address. */
  address(url: string): Markdown {
    return Markdown.escaped(url)
  }

  /** A digest, which holds no account id: its digits are its own. */
  digest(digest: string): Markdown {
    return isPlain(digest) ? span(digest) : codeElement(digest)
  }

  /** A text as it is shown, for what is no Markdown: the marker. */
  plain(text: string): string {
    return this.options.maskAccounts ? maskAccounts(text) : text
  }

  private clipped(text: string): { readonly shown: string; readonly rest: Markdown } {
    const characters = [...visible(this.plain(text))]
    const over = characters.length - LONGEST
    if (over <= 0) return { shown: characters.join(''), rest: mark`` }
    return {
      shown: characters.slice(0, LONGEST).join(''),
      rest: mark`… (${Markdown.ours(digits(over))} more characters)`,
    }
  }
}

/** Whether a text means nothing to any Markdown within backticks: no backtick, nothing that ends a cell, no HTML. */
const isPlain = (text: string): boolean =>
  /^[A-Za-z0-9_…](?:[A-Za-z0-9 _….,:;/='"()+*?%-]*[A-Za-z0-9_.*)'"/])?$/.test(text)

const codeSpan = (text: string): Markdown => (isPlain(text) && !LONG.test(text) ? span(text) : codeElement(text))

const span = (text: string): Markdown => Markdown.escaped(`\`${text}\``)

/** A browser breaks a line at blanks and dashes; so many characters without one would make a column wide. */
const LONG = /[^ -]{25}/

/**
 * Every sign as a number, and after it, within a long word, a place at which a line may be broken. GitHub looks for
 * addresses once more when numbers have become signs again, also in `code`: an empty comment, which leaves no trace, keeps
 * it from finding one.
 *
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
const codeElement = (text: string): Markdown =>
  Markdown.escaped(`<code>${text.replace(/[^ ]+/g, (word) => escaped(word, LONG.test(word) ? '<wbr>' : ''))}</code>`)

const escaped = (word: string, end: string): string =>
  word.replace(/[^\p{L}\p{M}\p{N}…-]/gu, (sign, at: number) => {
    const isLast = /^[\p{L}\p{M}\p{N}]/u.test(word.slice(at + sign.length))
    return `${/[.:@]/.test(sign) ? '<!---->' : ''}&#${sign.codePointAt(0) ?? 0};${isLast ? end : ''}`
  })
