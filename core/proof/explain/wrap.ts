/** How wide output for people is. */
export const WIDTH = 100

/** Lines of at most the width, broken at blanks; a word that is longer stands alone. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

const LABEL = 13

/** `  label      text`, the text's further lines below its first. */
export function field(label: string, text: string): string[] {
  const indent = ' '.repeat(LABEL + 2)
  return wrap(text, WIDTH - indent.length).map((line, index) =>
    index === 0 ? `  ${label.padEnd(LABEL)}${line}` : `${indent}${line}`,
  )
}
