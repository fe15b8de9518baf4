import { tableRows } from '../../../../support/gfm-text'

/** Every row of a page has as many cells as its table. */
export function expectWholeTables(text: string): void {
  let width = 0
  for (const row of tableRows(text)) {
    if (row[0]?.tagName === 'th') width = row.length
    expect(row.filter((each) => each.children.length > 0)).toHaveLength(width)
  }
}
