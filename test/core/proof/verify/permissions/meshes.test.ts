import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { verifyHome } from '../../../../../core/proof/verify/home'
import { verifyPermissions } from '../../../../../core/proof/verify/permissions'
import { exampleFolder, PROJECT } from '../../../../support/mesh'
import { some } from '../../../../support/scale'
import { labFolder } from './lab'
import { renderedFrom, renderedMesh } from './rendered'

/** Every mesh of the repository: what is rendered for it means what its files say. */

const examples = readdirSync(join(PROJECT, 'docs', 'examples'), { withFileTypes: true })
  .filter((each) => each.isDirectory())
  .map(({ name }) => ['docs', 'examples', name])
const fixtures = ['features', 'china', 'government', 'one-account'].map((name) => ['test', 'fixtures', 'meshes', name])

test.each(some([...examples, ...fixtures]).map((path) => [path.join('/'), path]))('%s', (_, path) => {
  expect(differences(renderedFrom(...path))).toEqual([])
})

test('the example mesh', () => expect(differences(renderedMesh(exampleFolder()))).toEqual([]))

test('the mesh of the mutants', () => {
  const [lab] = renderedMesh(labFolder())
  expect(differences([lab!])).toEqual([])
  const { decisions } = verifyPermissions(lab!.access, lab!.roles, lab!.storage, [])
  expect(decisions).toBeGreaterThan(200_000)
  expect(verifyHome(lab!.access, lab!.roles, lab!.storage).decisions).toBeGreaterThan(100_000)
})

const differences = (environments: ReturnType<typeof renderedMesh>): string[] =>
  environments.flatMap(({ access, roles, storage, others }) =>
    [
      ...verifyPermissions(access, roles, storage, others).differences,
      ...verifyHome(access, roles, storage).differences,
    ].map((each) => each.message),
  )
