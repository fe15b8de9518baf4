/** What a limited grant shows of a table. */
export interface Limit {
  /** Sorted; `null` means all. */
  readonly columns: readonly string[] | null
  /** `null` means all. */
  readonly rows: string | null
}

/** Whether everything that `inner` shows is shown by `outer`. */
export function shows(outer: Limit, inner: Limit): boolean {
  const columns =
    outer.columns === null || (inner.columns !== null && inner.columns.every((each) => outer.columns?.includes(each)))
  return columns && (outer.rows === null || outer.rows === inner.rows)
}

/**
 * Limits as one, which is what one data cells filter can say: all have the same columns and any row filter admits, or
 * all have the same rows and any column list shows. `undefined` where no single filter means their union.
 */
export function unite(limits: readonly Limit[]): Limit | undefined {
  const needed = limits.filter(
    (each, index) =>
      !limits.some((other, place) => place !== index && shows(other, each) && (place < index || !shows(each, other))),
  )
  const [first, ...rest] = needed
  if (!first || rest.length === 0) return first
  if (rest.every((each) => sameColumns(each.columns, first.columns))) {
    return {
      columns: first.columns,
      rows: needed
        .map((each) => `(${each.rows ?? ''})`)
        .sort()
        .join(' OR '),
    }
  }
  if (rest.every((each) => each.rows === first.rows)) {
    return { columns: [...new Set(needed.flatMap((each) => each.columns ?? []))].sort(), rows: first.rows }
  }
  return undefined
}

const sameColumns = (a: Limit['columns'], b: Limit['columns']): boolean => JSON.stringify(a) === JSON.stringify(b)
