import type { ReviewPath } from '../types'

/** What reads data, and no more. */
const READS = new Set(['SELECT', 's3:GetObject'])
/** What shows names. */
const SHOWS = new Set(['DESCRIBE'])

type Right = Pick<ReviewPath, 'permission' | 'location'>

export const showsNames = ({ permission }: Right): boolean => SHOWS.has(permission)

/** The tag that tells one person from all others, as the home's folders name it. */
const OF_ONE_USER = /\/user\/<[^>]+>\/$/

/** The folder of a single user is nobody else's data; that of a department is that of all who are in it. */
export const isOwnFolder = ({ location }: Pick<ReviewPath, 'location'>): boolean => OF_ONE_USER.test(location ?? '')

/** Whether a permission is for changing something, wherever: whatever is not known to read counts as that. */
export const isForWriting = ({ permission }: Pick<ReviewPath, 'permission'>): boolean =>
  !READS.has(permission) && !SHOWS.has(permission)

/** Whether data, or what describes it, can be changed. */
export const writes = (path: Right): boolean => isForWriting(path) && !isOwnFolder(path)
