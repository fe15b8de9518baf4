import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { diskFolder, type Folder } from '../../../../../core/model/folder'
import type { EnvironmentAccess } from '../../../../../core/model/graph'
import { rolesOf, type SynthRole } from '../../../../../core/terraform/rendered/roles'
import { storageOf, type SynthStorage } from '../../../../../core/terraform/rendered/storage'
import { build, PROJECT } from '../../../../support/mesh'
import { renderedStacks } from '../../../../support/rendered'

/** An environment with what was rendered for it. */
export interface Rendered {
  readonly access: EnvironmentAccess
  readonly roles: readonly SynthRole[]
  readonly storage: SynthStorage
  readonly others: readonly EnvironmentAccess[]
}

/** Every environment of a mesh. */
export function renderedMesh(folder: Folder): Rendered[] {
  const built = build(folder)
  const stacks = renderedStacks(built)
  const { environments } = built.graph
  return environments.map((access) => {
    const stack = stacks.get(access.environment)!
    const { roles, faults } = rolesOf(stack)
    const storage = storageOf(stack)
    if (faults.length + storage.faults.length > 0) throw new Error(JSON.stringify([faults, storage.faults]))
    return { access, roles, storage, others: environments.filter((each) => each !== access) }
  })
}

/** A mesh of the repository, with the example's SAML metadata. */
export function renderedFrom(...path: string[]): Rendered[] {
  const copy = mkdtempSync(join(tmpdir(), 'trustloom-'))
  try {
    cpSync(join(PROJECT, 'environments', 'saml'), join(copy, 'saml'), { recursive: true })
    cpSync(join(PROJECT, ...path), copy, { recursive: true })
    return renderedMesh(diskFolder(copy, path.join('/')))
  } finally {
    rmSync(copy, { recursive: true, force: true })
  }
}
