import { createHash } from 'node:crypto'
import { hookConfig, type HookConfig } from '../../../core/model/hook-config'
import { hookFunctions, type HookFunction } from '../../../core/model/hook-names'
import { jsonText } from '../json-text'
import type { Prepared } from '../prepare'
import { PROJECT } from '../project'
import { hookCode } from './code'
import { zip } from './zip'

/** What the functions of a mesh run. */
export interface HookBundles {
  /** Path in the hub's stack folder → zip; one a hook, also where several functions run it. */
  readonly zips: ReadonlyMap<string, Uint8Array>
  /** Function → SHA-256 of its zip in base64: Terraform brings new code to a function whose hash has changed. */
  readonly code: Readonly<Record<string, string>>
}

/** The zips of a mesh's functions: the hooks' code, and what they must know of the mesh. */
export function hookBundles({ mesh, lock }: Pick<Prepared, 'mesh' | 'lock'>): HookBundles {
  return zipHooks(PROJECT, hookFunctions(mesh.settings), hookConfig(mesh, lock.registry))
}

/** The zips of some functions, from the hooks of a project. */
export function zipHooks(root: string, functions: readonly HookFunction[], config: HookConfig): HookBundles {
  const hooks = [...new Set(functions.map((each) => each.hook))]
  const about = Buffer.from(jsonText(config))
  const zips = new Map(
    [...hookCode(root, hooks)].map(([hook, code]) => [hook, zip({ 'index.js': code, 'mesh.json': about })]),
  )
  const hashes = new Map([...zips].map(([hook, bytes]) => [hook, sha256(bytes)]))
  return {
    zips: new Map([...zips].map(([hook, bytes]) => [`hooks/${hook}.zip`, bytes])),
    code: Object.fromEntries(functions.map(({ name, hook }) => [name, hashes.get(hook) ?? ''])),
  }
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64')
