/** Rows of which a review does not tell yet, as `kind: name, input`. */
export const OPEN: ReadonlySet<string> = new Set<string>([])
