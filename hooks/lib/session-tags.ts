import { groupTagValue, GROUP_TAG } from '../../core/model/codes'
import type { HookConfig } from '../../core/model/hook-config'
import { ownValue } from '../../core/model/own-value'
import { refusalOf } from '../../core/policy/evaluate/session-limits'
import { Refusal } from './refusal'
import { unfitFor } from './tag-value'

/** The tags of a session, and what became none. */
export interface SessionTags {
  readonly tags: Readonly<Record<string, string>>
  readonly left: readonly LeftOut[]
}

/** An attribute of the user that no session carries: what reads its tag stays shut, and all else opens. */
export interface LeftOut {
  readonly tag: string
  /** What the identity provider calls it. */
  readonly attribute: string
  /** A part of a sentence, which tells of the value no more than one character. */
  readonly why: string
}

/**
 * The codes of a session's groups, and those attributes of the mesh that the user has a value of. An attribute that STS
 * would refuse is left out, since STS refuses the whole sign-in with it.
 *
 * @param values session tag → every value that the identity provider sent
 * @param most the bytes of all tags together, names and values. @default - as many as STS takes
 * @throws {Refusal} `bad-attribute`: the mesh asks for more tags than STS takes
 */
export function sessionTags(
  { attributes }: HookConfig,
  codes: readonly string[],
  values: Readonly<Record<string, readonly unknown[]>>,
  most = Infinity,
): SessionTags {
  const tags: Record<string, string> = { [GROUP_TAG]: groupTagValue(codes) }
  const left: LeftOut[] = []
  for (const [tag, attribute] of Object.entries(attributes)) {
    const given = (ownValue(values, tag) ?? []).filter((value) => value !== '')
    if (given.length === 0) continue
    const why = unfitFor(given)
    if (why === undefined) tags[tag] = String(given[0])
    else left.push({ tag, attribute, why })
  }
  for (let bytes = bytesOf(tags); bytes > most; bytes = bytesOf(tags)) {
    const tag = longestOf(tags)
    if (tag === undefined) break
    const why = `all session tags together have ${bytes} bytes, and there is room for ${most}`
    left.push({ tag, attribute: attributes[tag] as string, why })
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- the tag's name is one of the mesh's
    delete tags[tag]
  }
  const refusal = refusalOf({ tags })
  if (refusal) throw new Refusal('bad-attribute', `This data mesh asks for too much of a sign-in: ${refusal.message}.`)
  return { tags, left }
}

const bytesOf = (tags: Readonly<Record<string, string>>): number =>
  Buffer.byteLength(Object.entries(tags).flat().join(''))

/** The user's tag that takes most room: the first by name, if several do. */
function longestOf(tags: Readonly<Record<string, string>>): string | undefined {
  const own = Object.keys(tags).filter((tag) => tag !== GROUP_TAG)
  const size = (tag: string): number => Buffer.byteLength(tag + (tags[tag] ?? ''))
  return own
    .sort()
    .reduce<string | undefined>((most, tag) => (most === undefined || size(tag) > size(most) ? tag : most), undefined)
}
