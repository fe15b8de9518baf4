import fc from 'fast-check'
import { allMeshes } from '../core/proof/verify/meshes'
import { randomMesh } from '../core/proof/verify/random-mesh'
import { build, load } from '../support/mesh'
import { runs, some } from '../support/scale'
import { everybody } from './signin-lab'

test.each(some(allMeshes))('%s: everybody opens what is declared', async (_, folder) => {
  const found = await everybody(build(folder()))
  expect(found.differences).toEqual([])
  expect(found.counts.signIns).toBe(found.counts.services * found.counts.groups)
})

test('whatever a mesh declares, everybody opens that and no more', async () => {
  await fc.assert(
    fc.asyncProperty(randomMesh, async (folder) => {
      fc.pre(load(folder).mesh !== undefined)
      const found = await everybody(build(folder))
      expect(found.differences).toEqual([])
      // Only meshes that open something count.
      fc.pre(found.counts.opened > 0)
    }),
    { numRuns: runs(10) },
  )
})
