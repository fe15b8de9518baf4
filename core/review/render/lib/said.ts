import { digits } from './count'

/** Words of ours, and names of others among them, before a format writes them. */
export type Said = readonly Piece[]
export type Piece =
  | string
  /** A text of others: each format makes it visible and escapes it. */
  | { readonly name: string }
  | { readonly strong: string }
  /** The first of some, and how many more there are. @default most - what the format shows of a list */
  | { readonly list: readonly Said[]; readonly most?: number }

/** A template: what stands in the source is ours. */
export const say = (source: TemplateStringsArray, ...values: readonly (Piece | Said | number)[]): Said =>
  source.flatMap((text, index): Said => {
    const value = values[index - 1]
    const piece =
      value === undefined ? [] : typeof value === 'number' ? [digits(value)] : isSaid(value) ? value : [value]
    return [...piece, ...(text === '' ? [] : [text])]
  })

const isSaid = (value: Piece | Said): value is Said => Array.isArray(value)

export const name = (text: string): Piece => ({ name: text })

export const names = (all: readonly string[], most?: number): Piece => ({
  list: all.map((each) => [name(each)]),
  ...(most !== undefined && { most }),
})

/** Those of the parts that say something. */
export const joinSaid = (parts: readonly Said[], separator: string): Said =>
  parts.filter((each) => each.length > 0).flatMap((each, index) => (index === 0 ? each : [separator, ...each]))

/** How a text of people or of Terraform appears. */
export type Show = (text: string) => string

/** What is said as a plain text. @param most how many of a list are told */
export function plainSaid(all: Said, show: Show, most: number): string {
  return all
    .map((each) => {
      if (typeof each === 'string') return each
      if ('name' in each) return show(each.name)
      if ('strong' in each) return each.strong
      const told = each.list.slice(0, each.most ?? most).map((one) => plainSaid(one, show, most))
      const rest = each.list.length - told.length
      return rest > 0 ? `${told.join(', ')} and ${digits(rest)} more` : told.join(', ')
    })
    .join('')
}
