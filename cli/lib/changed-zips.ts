import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { HUB } from '../../core/model/stack-names'
import type { Difference } from '../../core/proof/verify'
import type { HookBundles } from './hooks'
import { readPlain } from './plain-file'

const AGAIN = 'remove what is there, and synthesize again'

/**
 * The zips of an output that are not what Trustloom makes of the hooks and the mesh. Terraform would bring their code
 * to functions that decide who gets which session, whatever the rest of the output says.
 */
export function changedZips(folder: string, { zips }: HookBundles): Difference[] {
  return [...zips].flatMap(([path, bytes]): Difference[] => {
    const place = join(folder, 'stacks', HUB, path)
    const found = existsSync(place) ? readPlain(place) : undefined
    if (found?.equals(bytes)) return []
    const message = found
      ? `${place} is not the code that Trustloom makes of this hook and this mesh`
      : `${place}, the code of a hook, is not there`
    return [{ kind: 'machinery', environment: HUB, path: place, message, hint: AGAIN }]
  })
}
