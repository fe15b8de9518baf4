import { remember } from '../../../policy/evaluate/memo'

/** The session tags of somebody who opens the home role; what is not there is not set. */
export interface Person {
  readonly user?: string
  readonly department?: string
}

/**
 * Values that a directory, or somebody who can write to it, may come up with: ordinary ones, empty ones, folders,
 * wildcards, one person's name for another's department, one name that begins another, other cases and alphabets.
 */
const USERS = [
  'ann',
  'anna',
  'bob',
  'hr',
  'it',
  '',
  '/',
  'ann/x',
  '../bob',
  '..',
  '.',
  '*',
  '???',
  'ANN',
  'Ånn',
  ' ',
  'ann ',
] as const
const DEPARTMENTS = [
  'hr',
  'hrm',
  'it',
  'ann',
  '',
  '/',
  'hr/x',
  '../user/bob',
  '..',
  '*',
  '??',
  'HR',
  'ænn',
  ' ',
  'hr:x',
] as const

/** Names of folders that are asked about beside people's own. */
export const NEIGHBOURS: readonly string[] = ['bob', 'hr', 'it', '']

/** Every user in an ordinary department, every department with an ordinary user, and who lacks one or both. */
export const PEOPLE: readonly Person[] = [
  ...USERS.map((user) => ({ user, department: 'hr' })),
  ...DEPARTMENTS.map((department) => ({ user: 'ann', department })),
  { user: 'ann' },
  { user: 'hr', department: 'ann' },
  { department: 'hr' },
  { department: 'hr/x' },
  {},
]

const shown = remember((value) => ({ text: JSON.stringify(value) }))

/** `user "ann", no department` */
export function describe({ user, department }: Person): string {
  const part = (what: string, value: string | undefined): string =>
    value === undefined ? `no ${what}` : `${what} ${shown(value).text}`
  return `${part('user', user)}, ${part('department', department)}`
}
