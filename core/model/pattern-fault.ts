/**
 * Why a text is no regular expression; `undefined` where it is one. Okta evaluates them as Java does, which knows a few
 * forms more than JavaScript: those are taken for what they are like.
 *
 * @see https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
export function patternFault(pattern: string): string | undefined {
  try {
    new RegExp(asJavaScript(pattern))
    return undefined
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    return cause.message
      .replace(/^Invalid regular expression: /, '')
      .replace(/^\/.*\/[a-z]*: /s, '')
      .toLowerCase()
  }
}

/** Flags inside, groups that do not give back, and quantifiers that do not; text between \\Q and \\E. */
const asJavaScript = (pattern: string): string =>
  pattern
    .replace(/\\Q([^]*?)(?:\\E|$)/g, (_, text: string) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .replace(
      /\\[^]|\(\?[imsuxdU]+\)|\(\?(?:>|[imsuxdU]*(?:-[imsuxdU]+)?:)|([*+?}])\+/g,
      (found, quantifier?: string) => {
        if (found.startsWith('\\')) return found
        if (quantifier !== undefined) return quantifier
        return found.endsWith(')') ? '' : '(?:'
      },
    )
