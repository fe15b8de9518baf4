import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder, memoryFolder, type Folder } from '../../../../core/model/folder'
import type { Usage } from '../../../../core/model/quotas/usage'
import { ledger } from '../../../../core/policy/quotas/ledger'
import { lab } from '../../model/small'
import { addressesOf, build, exampleFolder, PROJECT, smallMesh, synthesize } from '../../../support/mesh'
import { some } from '../../../support/scale'

/** A folder of the repository; the example's SAML metadata where it has none of its own. */
function meshIn(...path: string[]): Folder {
  const own = diskFolder(join(PROJECT, ...path))
  const shared = diskFolder(join(PROJECT, 'environments', 'saml'))
  const files = own.list().map((name) => [name, own.read(name) ?? ''] as const)
  const saml = shared.list().map((name) => [`saml/${name}`, shared.read(name) ?? ''] as const)
  return memoryFolder('mesh', Object.fromEntries([...saml, ...files]))
}

const folders = (...path: string[]): [string, Folder][] =>
  readdirSync(join(PROJECT, ...path), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => [name, meshIn(...path, name)])

const unmanaged = lab(['{ columns: { id: string, country', '{ managed: false, columns: { id: string, country'])

test.each<[string, Folder]>([
  ['the example', exampleFolder()],
  ['a closed environment', smallMesh(lab(['domain: research', 'domain: research\nstate: closed']))],
  ['tables that are made elsewhere', smallMesh(unmanaged)],
  ...some([...folders('docs', 'examples'), ...folders('test', 'fixtures', 'meshes')]),
])('as many resources are counted as are rendered: %s', (_, folder) => {
  const built = build(folder)
  const rendered = [...synthesize(built)].map(([name, stack]) => [name, addressesOf(stack).length])
  const counted = ledger(built.mesh, built.compiled)
    .filter(({ quota }: Usage) => quota === 'resources-per-state')
    .map(({ environment, used }) => [environment, used])
  expect(Object.fromEntries(counted)).toEqual(Object.fromEntries(rendered))
})
