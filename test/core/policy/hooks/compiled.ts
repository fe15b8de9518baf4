import { join } from 'node:path'
import { compileHooks, type CompiledFunction, type CompiledHooks } from '../../../../core/policy/hooks'
import { diskFolder, memoryFolder, type Folder } from '../../../../core/model/folder'
import type { Mesh } from '../../../../core/model/mesh'
import { meshOf, PROJECT } from '../../../support/mesh'

/** What is written in mesh.yaml, and what is to be there instead. */
export type Change = readonly [string | RegExp, string]

/** The mesh of test/fixtures/meshes with hooks and synchronisation, some texts of its mesh.yaml changed. */
export function synchronised(...changes: readonly Change[]): Folder {
  const own = diskFolder(join(PROJECT, 'test', 'fixtures', 'meshes', 'synchronised'))
  const saml = diskFolder(join(PROJECT, 'environments', 'saml'))
  const files = Object.fromEntries(own.list().map((name) => [name, own.read(name) ?? '']))
  const mesh = changes.reduce((text, [from, to]) => replaced(text, from, to), files['mesh.yaml'] ?? '')
  const metadata = saml.list().map((name) => [`saml/${name}`, saml.read(name) ?? ''] as const)
  return memoryFolder('mesh', { ...Object.fromEntries(metadata), ...files, 'mesh.yaml': mesh })
}

function replaced(text: string, from: string | RegExp, to: string): string {
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`there is no ${String(from)}`)
  return changed
}

/** Callers send a secret instead of a token. */
export const WITH_SECRET: Change = [/authentication:\n(?: {4}.*\n)+/, 'authentication: { type: secret }\n']

export const WITHOUT_SYNC: Change = ['sync: pull', 'sync: off']

export function hooksOf(mesh: Mesh): CompiledHooks {
  const hooks = compileHooks(mesh)
  if (!hooks) throw new Error('the mesh has no hooks')
  return hooks
}

export const compiled = (...changes: readonly Change[]): CompiledHooks => hooksOf(meshOf(synchronised(...changes)))

export function functionOf({ functions }: CompiledHooks, key: string): CompiledFunction {
  const found = functions.find((each) => each.key === key)
  if (!found) throw new Error(`no function ${key}`)
  return found
}
