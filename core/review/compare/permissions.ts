import type { ReviewPath } from '../types'

/** What reads data, and no more. */
const READS = new Set(['SELECT', 's3:GetObject'])
/** What shows names. */
const SHOWS = new Set(['DESCRIBE'])

type Right = Pick<ReviewPath, 'permission' | 'location'>

export const showsNames = ({ permission }: Right): boolean => SHOWS.has(permission)

/** A folder that is named by a session's own tags is nobody else's data. */
export const isOwnFolder = ({ location }: Pick<ReviewPath, 'location'>): boolean => location?.includes('<') ?? false

/** Whether data, or what describes it, can be changed: whatever is not known to read counts as writing. */
export const writes = (path: Right): boolean =>
  !READS.has(path.permission) && !SHOWS.has(path.permission) && !isOwnFolder(path)
