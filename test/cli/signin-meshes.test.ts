import fc from 'fast-check'
import { allMeshes } from '../core/proof/verify/meshes'
import { randomMesh } from '../core/proof/verify/random-mesh'
import { build, load } from '../support/mesh'
import { everybody } from './signin-lab'

test.each(allMeshes)('%s: everybody opens what is declared', async (_, folder) => {
  const found = await everybody(build(folder()))
  expect(found.differences).toEqual([])
  expect(found.counts.signIns).toBe(found.counts.services * found.counts.groups)
})

test('whatever a mesh declares, everybody opens that and no more', async () => {
  let opened = 0
  await fc.assert(
    fc.asyncProperty(randomMesh, async (folder) => {
      if (!load(folder).mesh) return
      const found = await everybody(build(folder))
      opened += found.counts.opened
      expect(found.differences).toEqual([])
    }),
    { numRuns: 15 },
  )
  expect(opened).toBeGreaterThan(15)
})
