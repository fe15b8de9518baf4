/** Numbers values as they come, each once: what is embedded in a page names it by its number. */
export class Table<T> {
  readonly values: T[] = []
  private readonly known = new Map<string, number>()

  /** @param key equal for equal values */
  numberOf(key: string, make: () => T): number {
    const found = this.known.get(key)
    if (found !== undefined) return found
    const number = this.values.push(make()) - 1
    this.known.set(key, number)
    return number
  }
}
