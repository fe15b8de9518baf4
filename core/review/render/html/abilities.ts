/** What a permission lets somebody do, in one word; the order is that of a cell of the matrix. */
export const ABILITIES = ['names', 'read', 'write', 'alter', 'other'] as const
export type Ability = (typeof ABILITIES)[number]

const LAKE_FORMATION: Readonly<Record<string, Ability>> = {
  DESCRIBE: 'names',
  SELECT: 'read',
  INSERT: 'write',
  DELETE: 'write',
  ALTER: 'alter',
  DROP: 'alter',
  CREATE_TABLE: 'alter',
  DATA_LOCATION_ACCESS: 'alter',
}

/** @param permission a Lake Formation permission or an IAM action */
export function abilityOf(permission: string): Ability {
  if (Object.hasOwn(LAKE_FORMATION, permission)) return LAKE_FORMATION[permission] ?? 'other'
  const [, verb = ''] = /^[a-z0-9-]+:(Get|List|Describe|Put|Delete|Abort|Restore)/.exec(permission) ?? []
  if (verb === 'Get') return 'read'
  if (verb === 'List' || verb === 'Describe') return 'names'
  return verb === '' ? 'other' : 'write'
}
