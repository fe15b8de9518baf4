import type { Review } from '../../types'
import { Markdown } from './markdown'

/** How the first line of a comment begins, by which a later run finds it and writes it anew. */
export const MARKER = '<!-- trustloom:review '

/** A marker with a digest for each environment is no longer than this. */
const LONGEST = 4_000

/**
 * The first line of a comment: `<!-- trustloom:review {"version":1,"digest":"sha256:…","environments":{…}} -->`. With very
 * many environments it holds the digest over all of them alone.
 */
export function markerText({ digest, environments }: Review, shown: (name: string) => string): Markdown {
  const digests = Object.fromEntries(environments.map((each) => [shown(each.name), each.digest]))
  const full = comment({ version: 1, digest, environments: digests })
  return Markdown.escaped(full.length <= LONGEST ? full : comment({ version: 1, digest }))
}

/** Nothing within a comment may end it, and nothing may hide in it: such characters are escaped as JSON does. */
function comment(value: object): string {
  const json = JSON.stringify(value).replace(/[^ -~]|[<>&]|-(?=-)/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
  return `${MARKER}${json} -->`
}
