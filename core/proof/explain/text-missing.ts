import { formatPosition } from '../../model/diagnostic'
import type { Fix, Missing } from './types'
import { wrap, WIDTH } from './wrap'

/** The hop that is missing, and what gives it; the lines to copy are never broken. */
export function missingText({ message, hint, fixes }: Missing): string[] {
  return [
    ...wrap(`missing: ${message}`, WIDTH - 2).map((line, index) => (index === 0 ? line : `  ${line}`)),
    ...(hint === undefined
      ? []
      : wrap(hint, WIDTH - 4).map((line, index) => (index === 0 ? `  = ${line}` : `    ${line}`))),
    ...fixes.flatMap((fix) => ['', ...wrap(where(fix), WIDTH), ...fix.lines]),
  ]
}

function where({ action, at, place, lines, also }: Fix): string {
  const spot = at ? `${formatPosition(at)} (${place})` : place
  const more = also === undefined ? '' : `. It also opens ${also}`
  if (lines.length === 0)
    return `this would give it: delete \`${place}\`${at ? ` at ${formatPosition(at)}` : ''}${more}`
  const words = {
    insert: `below ${spot}`,
    replace: `instead of what is at ${spot}`,
    inside: `inside what begins at ${spot}`,
  }
  return `this would give it, ${words[action]}${more}:`
}
