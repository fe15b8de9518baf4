import { CODE_PATTERN, groupTagValue, GROUP_TAG, MAX_CODES } from '../../../core/model/codes'
import { placesOf } from '../../../core/policy/code-classes'
import type { Carried } from './carried'
import type { RenderedRole } from './rendered'

/** Whether a role's trust policy admits what a token carries. */
export type Admits = (role: RenderedRole, carried: Carried) => boolean

/** Every role that admits a token, of all that there are. */
export type Finder = (carried: Carried) => RenderedRole[]

/** A code that nobody has, since it holds a character that no code has, and STS takes. */
const NOBODY = '-000'

/**
 * Finds the roles that admit a token without asking each of them: a policy can tell two codes apart only by the places
 * where it writes them, so that a role that writes none of a session's codes admits it if it admits a session with the
 * code of nobody. Those are asked for once for all tokens that differ in their codes alone.
 */
export function finder(roles: readonly RenderedRole[], admits: Admits): Finder {
  const byCode = new Map<string, RenderedRole[]>()
  const others: RenderedRole[] = []
  const plain: RenderedRole[] = []
  for (const role of roles) {
    const written = placesOf(role.trust)
    if (written) plain.push(role)
    else others.push(role)
    for (const code of written?.keys() ?? []) byCode.set(code, [...(byCode.get(code) ?? []), role])
  }
  const known = new Map<string, RenderedRole[]>()
  const openToNobody = (carried: Carried): RenderedRole[] => {
    const stranger = { ...carried, tags: { ...carried.tags, [GROUP_TAG]: groupTagValue([NOBODY]) } }
    const key = JSON.stringify(stranger)
    const open = known.get(key) ?? plain.filter((role) => admits(role, stranger))
    known.set(key, open)
    return open
  }
  return (carried) => {
    const codes = codesOf(carried.tags[GROUP_TAG] ?? '')
    if (!codes) return roles.filter((role) => admits(role, carried))
    const writing = new Set(codes.flatMap((code) => byCode.get(code) ?? []))
    const asked = [...writing, ...others].filter((role) => admits(role, carried))
    return [...openToNobody(carried).filter((role) => !writing.has(role)), ...asked]
  }
}

/** The codes of a tag as a hook writes it; anything else STS may refuse, or take for something else. */
function codesOf(value: string): string[] | undefined {
  const codes = value.split('.').filter((each) => each !== '')
  const isTag = codes.every((each) => CODE_PATTERN.test(each)) && groupTagValue(codes) === value
  return isTag && codes.length > 0 && codes.length <= MAX_CODES ? codes : undefined
}
