import { warning, type Diagnostic } from '../diagnostic'
import { environmentsOf, type Check } from './check'

/** The folders of home storage are named by session tags, which a hook must set. AWS compares their keys without case. */
export const checkSessionAttributes: Check = (context) => {
  const { hooks } = context.mesh.settings
  if (!hooks) return []
  const set = new Set(Object.keys(hooks.attributes).map((tag) => tag.toLowerCase()))
  return environmentsOf(context).flatMap(({ settings: { home }, at }) =>
    Object.entries(home?.attributes ?? {}).flatMap(([key, tag]): Diagnostic[] => {
      if (set.has(tag.toLowerCase())) return []
      const message = `no hook sets the session tag ${tag}, so nobody reaches the folders that it names`
      const hint = `add it to hooks.attributes in mesh.yaml, with the claim that carries it`
      return [warning('attribute-unset', message, at('home', 'attributes', key), hint)]
    }),
  )
}
