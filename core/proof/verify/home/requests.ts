import type { HomeAccess } from '../../../model/graph'
import { ACTIONS } from '../permissions/actions'
import { mayList, mayUse, type Listing, type ObjectRight } from './model'
import { NEIGHBOURS, type Person } from './people'

const RIGHTS: ReadonlyMap<string, ObjectRight> = new Map([
  ['s3:GetObject', 'read'],
  ['s3:PutObject', 'write'],
  ['s3:DeleteObject', 'write'],
  ['s3:AbortMultipartUpload', 'write'],
  ['s3:ListMultipartUploadParts', 'write'],
])

/** A request of one person to the bucket. */
export interface HomeRequest {
  /** Empty for the bucket itself. */
  readonly key: string
  readonly listing: Listing
}

const NOT_A_LISTING: Listing = { prefix: undefined, delimiter: undefined }

const folders = (name: string): string[] =>
  ['home', 'public'].flatMap((branch) => ['user', 'department'].map((kind) => `${branch}/${kind}/${name}`))

/** Folders of the person, folders that a careless pattern would take for them, and other people's. */
function foldersFor({ user, department }: Person): string[] {
  const own = [user, department].filter((each) => each !== undefined)
  const names = [...NEIGHBOURS, ...own.flatMap((each) => [each, `${each}x`, each.slice(0, -1), each.toLowerCase()])]
  return [...new Set(names)].flatMap(folders)
}

/** Objects in, beside and above every folder. */
function objectRequests(person: Person): HomeRequest[] {
  const keys = foldersFor(person).flatMap((each) => [`${each}/x`, `${each}/../bob/x`, each])
  const others = [
    'x',
    'home/x',
    'public/x',
    'home/',
    'public/',
    'public',
    'publicx/x',
    'homex/user/ann/x',
    '/home/user/ann/x',
    'Home/user/ann/x',
  ]
  return [...new Set([...keys, ...others])].map((key) => ({ key, listing: NOT_A_LISTING }))
}

/** Where listing in levels is all that may be, every way to ask for something else. */
const delimiters = (prefix: string | undefined): (string | undefined)[] =>
  prefix === undefined || prefix.split('/').length < 3 ? [undefined, '/', '', 'x'] : [undefined, '/']

/** The bucket itself, listed by every prefix, in levels and in depth. */
function bucketRequests(person: Person): HomeRequest[] {
  const prefixes = foldersFor(person).flatMap((each) => [`${each}/`, `${each}/x`, each])
  const upper = ['', 'h', 'home', 'home/', 'home/user', 'home/user/', 'home/department/', 'elsewhere/']
  const open = ['public', 'public/', 'public/user', 'public/user/', 'public/department/', 'public/x/', 'publicx/']
  return [undefined, ...new Set([...upper, ...open, ...prefixes])].flatMap((prefix) =>
    delimiters(prefix).map((delimiter) => ({ key: '', listing: { prefix, delimiter } })),
  )
}

/** The only actions that somebody may take. */
export const isRight = (action: string): boolean =>
  RIGHTS.has(action) || action === 's3:ListBucket' || action === 's3:GetBucketLocation'

/** Whether a person may do it. */
export function isGiven(home: HomeAccess, person: Person, action: string, { key, listing }: HomeRequest): boolean {
  const right = RIGHTS.get(action)
  if (right !== undefined) return key !== '' && mayUse(home, person, right, key)
  if (key !== '') return false
  if (action === 's3:ListBucket') return mayList(person, listing)
  return action === 's3:GetBucketLocation' && mayAsk(person)
}

/** Where the bucket is does not show whose it is, but only people are told. */
const mayAsk = (person: Person): boolean => mayList(person, { prefix: '', delimiter: '/' })

export const HOME_ACTIONS = { objects: ACTIONS.objects, bucket: ACTIONS.buckets } as const

/** What a person could try with objects and with the bucket itself. */
export interface PersonRequests {
  readonly objects: readonly HomeRequest[]
  readonly bucket: readonly HomeRequest[]
}

const known = new WeakMap<Person, PersonRequests>()

/** The same for the same person in every environment, and so made once. */
export function requestsOf(person: Person): PersonRequests {
  const made = known.get(person) ?? { objects: objectRequests(person), bucket: bucketRequests(person) }
  known.set(person, made)
  return made
}
