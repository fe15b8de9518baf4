import { meaningOf, typeOf, type KnownType } from '../../terraform/types'
import { isBlock } from '../../access/snapshot/arguments'
import { tells } from '../../terraform/read/blocks'
import { canonical } from '../../terraform/canonical'
import type { Value } from '../../terraform/expression'
import { isObject, type ReadResource, type Values } from '../../terraform/read/resource'
import type { FindingRule } from '../../model/risk/rules'
import type { Snapshot } from '../../access/snapshot/snapshot'
import type { FoldedChanges } from '../types'
import type { Said } from './many'

/** What resources differ by, argument by argument. */
export interface ArgumentChanges {
  readonly said: readonly Said[]
  /** Resources of which only what decides nothing changes. */
  readonly folded: FoldedChanges
}

/** Compares the arguments of which nothing else is made, as the table of types says what they mean. */
export function argumentChanges(before: Snapshot, after: Snapshot): ArgumentChanges {
  const said: Said[] = []
  const folded = { tags: 0, descriptions: 0, metadata: 0, others: 0 }
  const isSameForm = before.form === after.form
  const bothTell = ({ type }: ReadResource): boolean =>
    !isBlock(type) || (tells(before.told, type) && tells(after.told, type))
  for (const [address, is] of after.resources) {
    const was = before.resources.get(address)
    const type = typeOf(is.type)
    if (was?.values === is.values || !type || !bothTell(is) || (isAsWritten(type) && !isSameForm)) continue
    if (!was) {
      const rule = type.added ?? type.whole
      if (rule) said.push({ rule, subject: address, says: saysOf(type, 'is new'), address })
      continue
    }
    const repeated = (argument: string): boolean => isRepeated(type, argument, is, before, after)
    const changed = changedArguments(type, was.values, is.values).filter((each) => !repeated(each))
    // Those of a provider with those of its own.
    const told = changed.includes('tags') ? changed.filter((each) => each !== 'tags_all') : changed
    for (const argument of told) said.push(...change(type, argument, address))
    const kind = foldedAs(type, changed)
    if (kind) folded[kind]++
  }
  for (const [address, was] of before.resources) {
    const type = typeOf(was.type)
    if (after.resources.has(address) || !bothTell(was)) continue
    if (type && (!type.whole || (isAsWritten(type) && !isSameForm))) continue
    // Of the other types, what they held says so.
    const rule = type?.whole ?? 'not-analysed'
    said.push({
      rule,
      subject: address,
      says: type ? saysOf(type, '') : 'goes, and is of a type that Trustloom does not render',
      address,
    })
  }
  return { said, folded }
}

/** Resources of a stack that comes or goes as a whole, and of whose types nothing but their arguments tells. */
export const wholeChanges = ({ resources }: Snapshot, says: string): Said[] =>
  [...resources].flatMap(([address, each]): Said[] => {
    const type = typeOf(each.type)
    return type?.whole && !isBlock(each.type)
      ? [{ rule: type.whole, subject: address, says: saysOf(type, says), address }]
      : []
  })

/** Of files, the code of hooks is not known, and of an output, nothing that the provider computes. */
const isAsWritten = ({ type, whole }: KnownType): boolean => whole !== undefined && !isBlock(type)

/** Whether a state only repeats in an argument what another resource says, which is compared itself. */
export function isRepeated(
  { repeats = {} }: KnownType,
  argument: string,
  { values }: ReadResource,
  ...sides: readonly Snapshot[]
): boolean {
  const other = repeats[argument]
  if (other === undefined) return false
  return sides.some(({ resources }) =>
    [...resources.values()].some((each) => each.type === other && isOnSame(each.values, values)),
  )
}

const isOnSame = ({ bucket, role, role_name: name }: Values, of: Values): boolean =>
  of.bucket === undefined ? (role ?? name) === of.name : bucket === of.bucket

/** The arguments that say something else, sorted. */
function changedArguments({ on = [], checkedTags = [] }: KnownType, was: Values, is: Values): string[] {
  const names = new Set([...Object.keys(was), ...Object.keys(is)])
  const isOff = (values: Values, name: string): boolean => on.includes(name) && values[name] === false
  const said = (values: Values, name: string): string =>
    canonical(checkedTags.length > 0 && TAGS.has(name) ? without(values[name], checkedTags) : values[name])
  return [...names]
    .filter((each) => was[each] !== is[each])
    .filter((each) => (on.includes(each) ? isOff(was, each) !== isOff(is, each) : said(was, each) !== said(is, each)))
    .sort()
}

const TAGS: ReadonlySet<string> = new Set(['tags', 'tags_all'])

const without = (tags: Value | undefined, keys: readonly string[]): Value | undefined =>
  isObject(tags) ? Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key))) : tags

function change(type: KnownType, argument: string, address: string): Said[] {
  const meaning = meaningOf(type, argument)
  // What is not known is told of the side after, with its value.
  if (typeof meaning === 'string') return []
  return [
    { rule: meaning.compared, subject: address, says: saysOf(type, `has another ${argument} than before`), address },
  ]
}

/** Of what is compared as a whole, it says enough that it changes. */
const saysOf = ({ whole }: KnownType, says: string): string => (whole && WHOLE[whole]) ?? says

const WHOLE: Partial<Readonly<Record<FindingRule, string>>> = {
  'hooks-changed': 'changes what signs people in, or follows events',
  'pool-changed': 'changes who is in a directory, or what a session is told of them',
}

/** What only is told as a number: the heaviest that changes, and nothing where something decides. */
function foldedAs(type: KnownType, changed: readonly string[]): keyof FoldedChanges | undefined {
  if (changed.includes('saml_metadata_document')) return 'metadata'
  const cosmetic = changed.filter((each) => meaningOf(type, each) === 'cosmetic')
  if (cosmetic.includes('description')) return 'descriptions'
  if (cosmetic.includes('tags') || cosmetic.includes('tags_all')) return 'tags'
  return cosmetic.length > 0 ? 'others' : undefined
}
