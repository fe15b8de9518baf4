import { bundleHooks } from './bundle'
import { bundleCache } from './cache'

/** The code of some hooks of a project, each in one file that Lambda can load; from the cache where it is there. */
export function hookCode(root: string, hooks: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const cache = bundleCache(root)
  const found = new Map<string, Uint8Array>()
  for (const hook of hooks) {
    const code = cache.get(hook)
    if (code) found.set(hook, code)
  }
  const missing = hooks.filter((hook) => !found.has(hook))
  for (const [hook, bundle] of bundleHooks(root, missing)) {
    cache.put(hook, bundle)
    found.set(hook, bundle.code)
  }
  return found
}
