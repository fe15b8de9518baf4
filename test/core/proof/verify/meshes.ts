import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder, type Folder } from '../../../../core/model/folder'
import { exampleFolder, PROJECT } from '../../../support/mesh'

const SAML = 'saml/'

/** A mesh of test/fixtures/meshes, with the example's SAML metadata. */
export function fixtureFolder(name: string): Folder {
  const own = diskFolder(join(PROJECT, 'test', 'fixtures', 'meshes', name), name)
  const example = exampleFolder()
  const saml = example.list().filter((each) => each.startsWith(SAML))
  return {
    label: name,
    list: (below = '') =>
      [...own.list(below), ...saml.filter((each) => below === '' || each.startsWith(`${below}/`))].sort(),
    read: (path) => own.read(path) ?? (path.startsWith(SAML) ? example.read(path) : undefined),
  }
}

const foldersIn = (...path: string[]): string[] =>
  readdirSync(join(PROJECT, ...path), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
    .sort()

/** Every mesh of the repository that is without errors, by name. */
export const allMeshes: readonly (readonly [string, () => Folder])[] = [
  ['environments', exampleFolder],
  ...foldersIn('test', 'fixtures', 'meshes').map((name) => [name, () => fixtureFolder(name)] as const),
  ...foldersIn('docs', 'examples').map(
    (name) => [name, () => diskFolder(join(PROJECT, 'docs', 'examples', name), name)] as const,
  ),
]
