import { codePoint } from './unseen'

/*
 * When two names are one group. Files and hooks compare by the same rule, or somebody could be let in by a name that is
 * another group's in the directory.
 *
 * Equal is what differs by case alone, or by how a letter is put together from its parts (Unicode normal form C). A
 * character that Unicode only keeps beside another one, as U+212A KELVIN SIGN beside K, is not that other one: no
 * composing and no change of case makes them equal. What looks alike by that, or by a compatibility form, may not stand
 * beside each other in a directory.
 */

/** What a group's name is compared by: equal for two spellings of one group, and for nothing else. */
export const groupKey = (name: string): string => composed(name, (part) => part.toLowerCase())

/** A name put together, as files must write it; what stands beside another character stays. */
export const groupSpelling = (name: string): string => composed(name, (part) => part)

/** Equal for names that nobody can tell apart for certain: normal form KC, without case. */
export const groupLook = (name: string): string => name.normalize('NFKC').toLowerCase().normalize('NFKC')

/** The first character of a name that Unicode keeps beside another one, as `U+212A`; a file or an event has none. */
export function characterApart(name: string): string | undefined {
  const found = ASCII.test(name) ? undefined : [...name].find(isApart)
  return found === undefined ? undefined : codePoint(found)
}

const ASCII = /^[\u0000-\u007F]*$/

function composed(name: string, finish: (part: string) => string): string {
  if (ASCII.test(name)) return finish(name)
  let [done, part] = ['', '']
  for (const character of name) {
    if (isApart(character)) {
      done += finish(part.normalize('NFC')) + character
      part = ''
    } else part += character
  }
  return done + finish(part.normalize('NFC'))
}

/** Whether normal form C, or the lower case of one, would make another character of it. */
function isApart(character: string): boolean {
  const canonical = character.normalize('NFC')
  if (canonical !== character) return [...canonical].length === 1
  const compatible = character.normalize('NFKC')
  return compatible !== character && compatible.toLowerCase() === character.toLowerCase()
}
