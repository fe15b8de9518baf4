/**
 * Makes something anew only where its parts are not the very ones of the last time. Both sides of a plan mostly have
 * the same, and what is one object on both need not be compared.
 *
 * @param parts all that `make` reads which can differ
 */
export type Recall<T> = (name: string, parts: readonly unknown[], make: () => T) => T

export function recall<T>(): Recall<T> {
  const last = new Map<string, { readonly parts: readonly unknown[]; readonly made: T }>()
  return (name, parts, make) => {
    const known = last.get(name)
    if (known && sameParts(known.parts, parts)) return known.made
    const made = make()
    last.set(name, { parts, made })
    return made
  }
}

const sameParts = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index])
