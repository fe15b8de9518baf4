import { error, type Diagnostic } from '../diagnostic'
import { didYouMean } from '../suggest'
import type { YamlFile } from '../yaml-file'
import type { ValuePath } from '../yaml-path'
import { kindOf, nameOf, show, valueAt } from './value-words'

/** A value of another type; `types` are zod's words for those that it may have. */
export function describeType(types: readonly string[], file: YamlFile, path: ValuePath): Diagnostic {
  const expected = types.map(kindOf).join(' or ')
  const absent = describeAbsence(expected, file, path)
  if (absent) return absent
  const value = valueAt(file, path)
  const message = `${nameOf(path)} must be ${expected}, not ${show(value)}`
  return error('wrong-type', message, file.locate(path), types.flatMap((type) => typeHint(type, value) ?? [])[0])
}

function typeHint(type: string, value: unknown): string | undefined {
  const isScalar = typeof value !== 'object'
  if (type === 'string')
    return isScalar ? 'write it in quotes' : Array.isArray(value) ? 'write one, without brackets or dashes' : undefined
  if (type === 'array') return isScalar ? inBrackets(value) : 'each entry of a list begins with a dash: `- `'
  if (/^(?:number|int)$/.test(type) && /^\d+$/.test(String(value))) return 'write it without quotes'
  if (type === 'object' || type === 'record') return 'a map has keys: `key: value`, without dashes'
  if (type === 'boolean' && /^(?:yes|on|no|off)$/i.test(String(value)))
    return `write ${/^(?:yes|on)$/i.test(String(value)) ? 'true' : 'false'}`
  return undefined
}

/** A value that is none of those it may be. */
export function describeChoice(choices: readonly string[], file: YamlFile, path: ValuePath, more = ''): Diagnostic {
  const expected = `${choices.length > 1 ? 'one of ' : ''}${choices.join(', ')}${more}`
  const absent = describeAbsence(expected, file, path)
  if (absent) return absent
  const value = valueAt(file, path)
  const shown = typeof value === 'object' ? show(value) : JSON.stringify(value)
  const message = `${nameOf(path)} must be ${expected}, not ${shown}`
  return error(
    'bad-choice',
    message,
    file.locate(path),
    didYouMean(String(value), choices) ?? listHint(value, choices, more),
  )
}

/** A list may stand there, too, of which a text may be the one item: beside one word any, beside others a permission. */
function listHint(value: unknown, choices: readonly string[], more: string): string | undefined {
  const isItem = choices.length === 1 || /^[A-Z]+$/.test(String(value))
  return more !== '' && typeof value === 'string' && isItem ? inBrackets(value) : undefined
}

const inBrackets = (value: unknown): string => `write it in brackets: [${String(value)}]`

/** A value that is not there at all, or that nobody wrote behind its key; `undefined` where there is one. */
function describeAbsence(expected: string, file: YamlFile, path: ValuePath): Diagnostic | undefined {
  const value = valueAt(file, path)
  if (value === undefined) {
    const parent = path.slice(0, -1)
    const where = parent.length === 0 ? '' : ` in ${nameOf(parent)}`
    return error('missing-key', `\`${path.at(-1)}\` is missing${where}`, file.locate(parent), `add it: ${expected}`)
  }
  if (value !== null) return undefined
  const hint =
    expected === 'text'
      ? 'write a value; ` #` begins a comment, so quote text that begins with #'
      : 'write a value, or remove the key'
  return error('empty-value', `${nameOf(path)} is empty and must be ${expected}`, file.locate(path), hint)
}
