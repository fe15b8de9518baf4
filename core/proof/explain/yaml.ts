/** YAML for people to copy: one line a value, in the flow style of the examples. */
export type Flow = string | readonly string[] | { readonly [key: string]: Flow }

/** `{ to: { group: ADG-STATISTICS }, tables: [subjects] }` */
export function flow(value: Flow): string {
  if (typeof value === 'string') return scalar(value)
  if (isList(value)) return `[${value.map(scalar).join(', ')}]`
  return `{ ${Object.entries(value)
    .map(([key, each]) => `${key}: ${flow(each)}`)
    .join(', ')} }`
}

/** `key: value` a line; the first begins with the dash of a list's item. */
export function item(value: Readonly<Record<string, Flow>>): string[] {
  return Object.entries(value).map(([key, each], index) => `${index === 0 ? '- ' : '  '}${key}: ${flow(each)}`)
}

/** What YAML 1.2 and older readers of it take for something else than text. */
const OTHER = /^(?:true|false|yes|no|on|off|y|n|null|~)$/i

/** What a terminal would not show as it is: JSON leaves it, and YAML takes the escape. */
const UNSEEN = /[\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g

function scalar(text: string): string {
  if (/^[A-Za-z][\w.-]*$/.test(text) && !OTHER.test(text)) return text
  const escaped = (each: string): string => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`
  return JSON.stringify(text).replace(UNSEEN, escaped)
}

const isList = (value: Flow): value is readonly string[] => Array.isArray(value)
