import type { ReviewPath } from './types'

/** `ADG-STATISTICS through databricks to novo-…: SELECT on trials.subjects` */
export const pathWords = ({ group, service, role, permission, ...path }: ReviewPath): string =>
  `${group}${service === '' ? '' : ` through ${service}`} to ${role}: ${permission} on ${resourceWords(path)}`

/** A resource as people call it: `trials.subjects`, `database trials`, `s3://bucket/folder/`. */
export function resourceWords({
  dataset,
  database,
  table,
  location,
}: Pick<ReviewPath, 'dataset' | 'database' | 'table' | 'location'>): string {
  if (location !== null) return location
  const name = dataset ?? database ?? ''
  return table === null ? `database ${name}` : `${name}.${table}`
}
