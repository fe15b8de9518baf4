import { isLimited, permissionsOf } from '../access'
import { error, type Diagnostic } from '../diagnostic'
import { accessEntriesOf } from './access-entries'
import { repeated, twice, type Check } from './check'

/** An access entry asks for what can be granted, and for no more than its limit allows. */
export const checkEntryPermissions: Check = (context) =>
  accessEntriesOf(context).flatMap(({ scope, entry, at }): Diagnostic[] => {
    const listed = typeof entry.permissions === 'object' ? entry.permissions : []
    const again = repeated(listed).map((index) => twice(listed[index], at('permissions', index)))
    if (again.length > 0) return again
    const { persona } = entry.to
    const permissions = permissionsOf(entry, persona === undefined ? undefined : scope.personas.get(persona))
    if (permissions.length === 0) {
      const hint = 'say which with `permissions`'
      return [error('bad-access', `the persona ${persona} has no permission on tables`, at(), hint)]
    }
    if (isLimited(entry) && permissions.join() !== 'SELECT') {
      const message = 'a limit on columns or rows is for reading only'
      const hint = 'give SELECT here, and the rest in an entry without a limit'
      return [error('limited-beyond-select', message, at('permissions'), hint)]
    }
    if (isLimited(entry) && entry.files) {
      const message = 'whoever reads the files sees every column and row'
      return [error('limited-files', message, at('files'), 'remove `files`, or the limit')]
    }
    if (entry.files && !permissions.includes('SELECT')) {
      const message = 'reading files without SELECT would go round Lake Formation'
      return [error('files-without-select', message, at('files'), 'add SELECT to the permissions')]
    }
    return []
  })
