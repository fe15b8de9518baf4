import type { AppliedMesh } from '../../support/applied-mesh'
import { testCatalog } from './catalog'
import { testGrants } from './grants'
import { testProviders } from './providers'
import { testQueries } from './queries'
import { testRoles } from './roles'
import { testStorage } from './storage'

/** Everything of one environment, as the AWS SDK reads it, against what the mesh's files say. */
export function testEnvironment(mesh: () => AppliedMesh, name: string): void {
  describe(name, () => {
    describe('roles', () => testRoles(mesh, name))
    describe('providers', () => testProviders(mesh, name))
    describe('storage', () => testStorage(mesh, name))
    describe('catalogue', () => testCatalog(mesh, name))
    describe('grants', () => testGrants(mesh, name))
    describe('queries', () => testQueries(mesh, name))
  })
}

/** Terraform sees no difference between what is there and what the mesh says. */
export function testQuiet(mesh: () => AppliedMesh, names = (): string[] => mesh().project.stacks()): void {
  test('a second plan changes nothing', async () => {
    const statuses = names().map(async (name) => [name, (await mesh().stack(name).tryPlan()).status])
    expect(await Promise.all(statuses)).toEqual(names().map((name) => [name, 0]))
  })
}
