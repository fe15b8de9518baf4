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
