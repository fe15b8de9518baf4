import { error, type Diagnostic, type Position } from '../diagnostic'
import { environmentsOf, type Check } from './check'

/** Tags that Trustloom writes itself begin with this. */
export const TAG_PREFIX = 'trustloom:'

/**
 * `aws:PrincipalTag` sees a role's own tags, too: a tag called as a session tag that hooks set or home storage reads would
 * stand in where a session has none. Tags that templates read are known once policies are rendered.
 */
export const checkTags: Check = (context) => {
  const { settings, places } = context.mesh
  const attributes = environmentsOf(context).flatMap(({ settings: { home } }) =>
    home ? Object.values(home.attributes) : [],
  )
  const set = Object.keys(settings.hooks?.attributes ?? {})
  const session = new Map([...attributes, ...set].map((tag) => [tag.toLowerCase(), tag]))
  const own = set.filter(isOwn).map((key) => taken(places.meshKey(['hooks', 'attributes', key])))
  const ofResources = Object.keys(settings.tags).flatMap((key): Diagnostic[] => {
    const at = places.meshKey(['tags', key])
    const clash = session.get(key.toLowerCase())
    if (clash !== undefined) {
      const hint = "a role's own tags count as tags of its sessions: choose another key"
      return [error('tag-clash', `the tag ${key} would be taken for the session tag ${clash}`, at, hint)]
    }
    return isOwn(key) ? [taken(at)] : []
  })
  return [...own, ...ofResources]
}

const isOwn = (key: string): boolean => key.toLowerCase().startsWith(TAG_PREFIX)

const taken = (at: Position | undefined): Diagnostic =>
  error('tag-clash', `tags that begin with ${TAG_PREFIX} are Trustloom's own`, at, 'choose another key')
