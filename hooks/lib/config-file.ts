import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { HookConfig } from '../../core/model/hook-config'

/** What a hook knows of its mesh: `mesh.json`, which lies beside the bundle. @throws where there is none */
export function readConfig(folder: string): HookConfig {
  return JSON.parse(readFileSync(join(folder, 'mesh.json'), 'utf8')) as HookConfig
}
