import type { ReviewPath } from '../types'

/** Athena asks every role for DESCRIBE on the database `default`, which holds nothing: no reviewer decides about it. */
export const isNoise = ({ dataset, database, table, permission }: ReviewPath): boolean =>
  dataset === null && database === 'default' && table === null && permission === 'DESCRIBE'
