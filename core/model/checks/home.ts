import { error, warning, type Diagnostic } from '../diagnostic'
import { GROUP_TAG } from '../codes'
import { environmentsOf, repeated, twice, type Check } from './check'
import { knownService } from './known-service'

/** Home storage is reached through services of the mesh, and its two tags are two. */
export const checkHome: Check = (context) =>
  environmentsOf(context).flatMap(({ settings, at }): Diagnostic[] => {
    const { home } = settings
    if (!home) return []
    const found: Diagnostic[] = []
    for (const index of repeated(home.services)) found.push(twice(home.services[index], at('home', 'services', index)))
    home.services.forEach((service, index) => {
      found.push(...knownService(context, service, at('home', 'services', index)))
    })
    for (const index of repeated(home.groups)) found.push(twice(home.groups[index], at('home', 'groups', index)))
    for (const index of repeated(home.departmentWriters))
      found.push(twice(home.departmentWriters[index], at('home', 'departmentWriters', index)))
    const someWriter = home.departmentWriters.length > 0
    if (home.departmentWrite === 'readonly' && !someWriter && settings.state === 'open') {
      const hint = 'name who fills it, `departmentWriters: [GROUP]`, or remove the key: members write by default'
      const message = "members only read their department's folder, and nobody could ever fill it"
      found.push(error('no-department-writers', message, at('home', 'departmentWrite'), hint))
    }
    if (home.departmentWrite === 'write' && someWriter) {
      const hint = 'write `departmentWrite: readonly` beside it, or remove it'
      const message = "every member writes in the department's folder, so `departmentWriters` has no effect"
      found.push(error('department-writers-unneeded', message, at('home', 'departmentWriters'), hint))
    }
    if (home.groups.length === 0)
      found.push(
        warning('no-groups', 'home storage has no group, so nobody may use it', at('home'), 'name who may in `groups`'),
      )
    const { user, department } = home.attributes
    if (user.toLowerCase() === department.toLowerCase()) {
      found.push(
        error(
          'tag-clash',
          'users and departments need two different session tags',
          at('home', 'attributes'),
          'name another tag for one of the two',
        ),
      )
    }
    for (const [key, tag] of Object.entries(home.attributes)) {
      if (tag.toLowerCase() !== GROUP_TAG.toLowerCase()) continue
      found.push(
        error(
          'tag-clash',
          `${GROUP_TAG} carries the group codes`,
          at('home', 'attributes', key),
          'choose another session tag',
        ),
      )
    }
    return found
  })
