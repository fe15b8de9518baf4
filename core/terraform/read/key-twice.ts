/**
 * Whether an object in a JSON text has a key twice. `JSON.parse` keeps the last without a word; Terraform takes both
 * where they are blocks, so that one of them would never be looked at. The text must be valid JSON, and `value` what it
 * was read as.
 *
 * @see https://github.com/hashicorp/hcl/blob/main/json/spec.md
 */
export function hasKeyTwice(text: string, value: unknown): boolean {
  return colonsIn(text) !== keysOf(value)
}

const QUOTE = 34
const COLON = 58
const BACKSLASH = 92

/** Colons outside texts: one a key. */
function colonsIn(text: string): number {
  let colons = 0
  for (let place = 0; place < text.length; place++) {
    const character = text.charCodeAt(place)
    if (character === COLON) colons += 1
    else if (character === QUOTE) place = endOf(text, place)
  }
  return colons
}

/** Where the text that begins at `start` ends: at a quote that no backslash escapes. */
function endOf(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); ; end = text.indexOf('"', end + 1)) {
    let before = end - 1
    while (text.charCodeAt(before) === BACKSLASH) before -= 1
    if (end === -1 || (end - before) % 2 === 1) return end === -1 ? text.length : end
  }
}

function keysOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  let keys = 0
  for (const each of Object.values(value)) keys += keysOf(each)
  return Array.isArray(value) ? keys : keys + Object.keys(value).length
}

/** Whether a text is JSON, and no object in it has a key twice. */
export function isJsonWithoutTwins(text: string): boolean {
  try {
    return !hasKeyTwice(text, JSON.parse(text))
  } catch (cause) {
    if (cause instanceof SyntaxError) return false
    throw cause
  }
}
