/** What Terraform computes instead of taking it as text: `${aws_kms_key.x.arn}`. Its value is not known before an apply. */
export class Expression {
  constructor(readonly text: string) {}
}

/** A value of Terraform's JSON as Terraform reads it: escapes undone, and what it would evaluate kept apart. */
export type Value = string | number | boolean | null | Expression | readonly Value[] | { readonly [key: string]: Value }

/**
 * Reads strings as Terraform does: `$${` and `%%{` stand for `${` and `%{`, which would begin an expression.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function decode(value: unknown): Value {
  if (typeof value === 'string') return decodeText(value)
  if (Array.isArray(value)) return value.map(decode)
  if (value === null || typeof value !== 'object') return value as number | boolean | null
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, decode(each)]))
}

function decodeText(text: string): string | Expression {
  let computed = false
  const plain = text.replace(/\$\$\{|%%\{|\$\{|%\{/g, (marker) => {
    computed ||= marker.length === 2
    return marker.slice(-2)
  })
  return computed ? new Expression(text) : plain
}
