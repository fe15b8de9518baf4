import { sideAliasName } from '../names'
import type { EnvironmentSettings } from '../schema/environment'
import type { EnvironmentScope } from './roles'
import type { HomeAccess, LocationGrant, LocationPermission } from './types'

/** An environment's home storage; `undefined` where it has none. */
export function homeOf(settings: EnvironmentSettings, scope: EnvironmentScope): HomeAccess | undefined {
  const { home } = settings
  if (!home) return undefined
  return {
    bucket: home.bucket,
    alias: sideAliasName(scope, 'home'),
    attributes: home.attributes,
    departmentWrite: home.departmentWrite === 'write',
  }
}

/** The key of the role of those who fill the departments' folders where other members only read them. */
export const HOME_WRITERS = 'home_writers'

/** Whether a role of home storage writes in the folder of the session's department. */
export const writesDepartment = (home: HomeAccess, key: string): boolean => home.departmentWrite || key === HOME_WRITERS

/**
 * The folders of home storage. A user and a department of one name never meet, because their folders lie in different
 * branches; `<…>` stands for the value of a session tag.
 */
export function homeLocations(home: HomeAccess, key: string): LocationGrant[] {
  const { user, department } = home.attributes
  const read: LocationPermission[] = ['s3:GetObject']
  const write: LocationPermission[] = ['s3:DeleteObject', 's3:GetObject', 's3:PutObject']
  const shared = writesDepartment(home, key) ? write : read
  const at = (prefix: string, permissions: LocationPermission[]): LocationGrant => ({
    dataset: null,
    bucket: home.bucket,
    prefix,
    permissions,
    source: undefined,
  })
  return [
    at(`home/department/<${department}>/`, shared),
    at(`home/user/<${user}>/`, write),
    at('public/', read),
    at(`public/department/<${department}>/`, shared),
    at(`public/user/<${user}>/`, write),
  ]
}
