import type { HomeAccess } from '../../../model/graph'
import type { Person } from './people'

/** What somebody may do with an object of home storage. */
export type ObjectRight = 'read' | 'write'

/**
 * Who may do what in home storage, in the design's words and not the policy's: a person has a folder of her own and one
 * of her department, each once for herself and once for everybody to read. Whoever has no name, or one that is more than
 * one folder, has nothing; who has no department has none.
 */
export function mayUse(home: HomeAccess, person: Person, right: ObjectRight, key: string): boolean {
  if (!isSomebody(person)) return false
  const [branch, kind, owner, ...below] = key.split('/')
  if (branch !== 'home' && branch !== 'public') return false
  if (branch === 'public' && right === 'read' && key.startsWith('public/')) return true
  if (below.length === 0) return false
  if (kind === 'user') return owner === person.user
  if (kind !== 'department' || !person.department || owner !== person.department) return false
  return right === 'read' || home.departmentWrite
}

/** What a listing is asked for; `undefined`: the request does not say. */
export interface Listing {
  readonly prefix: string | undefined
  readonly delimiter: string | undefined
}

/**
 * Whose names may be seen: level by level down to the branches, anything that is public, and at any depth what lies in
 * one's own folders. Anything else shows who else is there.
 */
export function mayList(person: Person, { prefix, delimiter }: Listing): boolean {
  if (!isSomebody(person) || prefix === undefined) return false
  if (delimiter === '/' && (prefix === '' || prefix === 'home/' || prefix === 'public/')) return true
  const [branch, kind, owner, ...below] = prefix.split('/')
  if (branch === 'public') return (kind === 'user' || kind === 'department') && owner !== undefined
  if (branch !== 'home' || below.length === 0) return false
  return kind === 'user' ? owner === person.user : isIn(person, kind, owner)
}

const isIn = ({ department }: Person, kind: string | undefined, owner: string | undefined): boolean =>
  kind === 'department' && department !== undefined && department !== '' && owner === department

/** A name that is one folder. */
function isSomebody({ user, department }: Person): boolean {
  return user !== undefined && user !== '' && !user.includes('/') && !(department?.includes('/') ?? false)
}
