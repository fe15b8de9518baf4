import type { ReviewPath } from '../types'

/** What reads data, and no more. */
const READS = new Set(['SELECT', 's3:GetObject'])
/** What shows names. */
const SHOWS = new Set(['DESCRIBE'])

type Right = Pick<ReviewPath, 'permission' | 'location'>

export const showsNames = ({ permission }: Right): boolean => SHOWS.has(permission)

/** A folder that is named by a session's own tags is nobody else's data. */
export const isOwnFolder = ({ location }: Pick<ReviewPath, 'location'>): boolean => location?.includes('<') ?? false

/** Whether a permission is for changing something, wherever: whatever is not known to read counts as that. */
export const isForWriting = ({ permission }: Pick<ReviewPath, 'permission'>): boolean =>
  !READS.has(permission) && !SHOWS.has(permission)

/** Whether data, or what describes it, can be changed. */
export const writes = (path: Right): boolean => isForWriting(path) && !isOwnFolder(path)
