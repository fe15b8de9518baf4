import { many, type OneOrMany } from '../../../../policy/document'

/** Texts that a policy's patterns match, with little and with much in the place of each wildcard. */
export function examplesOf(patterns: OneOrMany | undefined): readonly string[] {
  const found = many(patterns).flatMap((each) => {
    const open = each.replace(/\$\{([*?$])\}/g, '$1').replace(/\$\{[^}]*\}/g, 'x')
    if (!/[*?]/.test(open)) return [open]
    const filled = (star: string): string => open.replaceAll('*', star).replaceAll('?', 'x')
    return [filled(''), filled('x'), filled('x/x')]
  })
  return [...new Set(found)]
}

/**
 * Buckets and keys that resource patterns lead to. A pattern may leave the bucket open, or reach over the slash behind
 * it: then it is tried on every bucket that it can begin with.
 */
export function exampleObjects(
  patterns: OneOrMany | undefined,
  buckets: readonly string[],
  bucketArn: (bucket: string) => string,
): readonly { readonly bucket: string; readonly key: string | undefined }[] {
  return many(patterns).flatMap((pattern) => {
    const [head = '', ...below] = pattern.split('/')
    const fixed = head.split(/[*?$]/)[0] ?? ''
    const isOpen = fixed !== head
    const reached = buckets.filter((each) => (isOpen ? bucketArn(each).startsWith(fixed) : bucketArn(each) === head))
    const behind = pattern.slice(fixed.length).replace(/^[^*]*\*/, '')
    const keys: (string | undefined)[] = [
      ...(below.length > 0 ? examplesOf(below.join('/')) : [undefined]),
      ...(isOpen ? examplesOf(`x/${behind}`) : []),
    ]
    return reached.flatMap((bucket) => [...new Set(keys)].map((key) => ({ bucket, key })))
  })
}
