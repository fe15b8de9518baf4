import type { Review } from '../../types'
import type { Ink } from './ink'
import { Markdown } from './markdown'

/** How the first line begins by which a comment of ours is found again. */
export const MARKER = '<!-- trustloom:review v1 '

/** More environments than this are told by their common digest alone. In characters. */
const ROOM = 6_000

/** The first line: a comment that nobody sees, with the digests that are approved with it. Nothing in it can end it. */
export function marker({ digest, environments }: Review, ink: Ink): Markdown {
  const digests = Object.fromEntries(environments.map((each) => [ink.plain(each.name), each.digest]))
  const whole = written({ digest, digests })
  return Markdown.escaped(`${MARKER}${whole.length <= ROOM ? whole : written({ digest })} -->`)
}

const written = (value: object): string =>
  JSON.stringify(value).replace(/[<>&-]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)
