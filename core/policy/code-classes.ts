import { CODE_PATTERN, codePattern } from '../model/codes'
import { GROUP_KEY } from './condition-keys'
import { many, type Conditions, type PolicyDocument } from './document'

/** Operators under which `*.code.*` is a pattern, and so tells nothing of any other code. */
const LIKE = /^(?:For(?:AnyValue|AllValues):)?String(?:Not)?Like(?:IfExists)?$/i

/**
 * Sorts codes into classes that a trust policy treats alike, so that one member of each stands for all.
 *
 * A value `.code.` matches the pattern `*.other.*` only if the codes are equal, since no code holds the separator. So
 * the policy can tell two codes apart only by the places where it writes them: codes that stand in the same places, and
 * codes that stand nowhere, are decided alike. Where the policy reads the tag in any other way, every code is a class.
 */
export function codeClasses(document: PolicyDocument, codes: readonly string[]): string[][] {
  const places = placesOf(document)
  if (!places) return codes.map((code) => [code])
  const classes = new Map<string, string[]>()
  for (const code of codes) {
    const place = places.get(code) ?? ''
    const same = classes.get(place)
    if (same) same.push(code)
    else classes.set(place, [code])
  }
  return [...classes.values()]
}

/** Code → the places where it stands; `undefined` where the tag is read in a way that says more than that. */
export function placesOf({ Statement }: PolicyDocument): Map<string, string> | undefined {
  const places = new Map<string, string>()
  for (const [index, { Condition = {}, ...rest }] of Statement.entries()) {
    if (readsTag(rest)) return undefined
    for (const [operator, keys] of Object.entries(Condition)) {
      for (const [key, values] of Object.entries(keys)) {
        if (key.toLowerCase() !== GROUP_KEY) {
          if (readsTag(values)) return undefined
          continue
        }
        for (const value of many(values)) {
          const code = LIKE.test(operator) ? codeIn(value) : undefined
          if (code === undefined) return undefined
          places.set(code, `${places.get(code) ?? ''} ${index}:${operator}`)
        }
      }
    }
  }
  return places
}

/** The same policy with other codes, where it reads the tag; what is no pattern of a code stays. */
export function renameCodes(document: PolicyDocument, rename: (code: string) => string): PolicyDocument {
  const renamed = (value: string): string => {
    const code = codeIn(value)
    return code === undefined ? value : codePattern(rename(code))
  }
  const inKeys = (keys: Keys): Keys =>
    mapEntries(keys, (key, values) =>
      key.toLowerCase() !== GROUP_KEY ? values : typeof values === 'string' ? renamed(values) : values.map(renamed),
    )
  const Statement = document.Statement.map((each) =>
    each.Condition ? { ...each, Condition: mapEntries(each.Condition, (_, keys) => inKeys(keys)) } : each,
  )
  return { ...document, Statement }
}

type Keys = Conditions[string]

const mapEntries = <T>(of: Readonly<Record<string, T>>, map: (key: string, value: T) => T): Record<string, T> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, map(key, value)]))

/** The code of a pattern `*.code.*`; `undefined` for every other text. */
export function codeIn(pattern: string): string | undefined {
  const code = /^\*\.(.{4})\.\*$/.exec(pattern)?.[1]
  return code !== undefined && CODE_PATTERN.test(code) ? code : undefined
}

/** Whether something holds a policy variable, which may stand for the tag. */
const readsTag = (value: unknown): boolean => JSON.stringify(value).includes('${')
