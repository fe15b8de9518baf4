import type { AppliedMesh } from '../../support/applied-mesh'
import { testOpenedSettings } from './opened-settings'
import { testRemovedDataset } from './removed-dataset'
import { testMeddledRoles, testReplacedRole } from './meddled-roles'

/** Somebody changes the account of an environment by hand, or removes a dataset from its file. */
export function testDisturbed(mesh: () => AppliedMesh, name: string): void {
  describe('IAMAllowedPrincipals put back', () => testOpenedSettings(mesh, name))
  describe('roles changed by hand', () => testMeddledRoles(mesh, name))
  describe('a role that Terraform replaces', () => testReplacedRole(mesh, name))
  describe('a dataset removed while its bucket holds data', () => testRemovedDataset(mesh, name))
}
