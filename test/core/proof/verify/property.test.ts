import fc from 'fast-check'
import { verify } from '../../../../core/proof/verify'
import { build, load, synthesize } from '../../../support/mesh'
import { randomMesh } from './random-mesh'

test('whatever a mesh declares, its stacks mean it and no more', () => {
  let verified = 0
  fc.assert(
    fc.property(randomMesh, (folder) => {
      if (!load(folder).mesh) return
      const built = build(folder)
      const rendered = synthesize(built)
      const stacks = [...rendered].map(([name, json]) => ({
        name,
        read: () => JSON.stringify(json),
      }))
      const { differences, lints } = verify({ ...built, stacks, render: (name) => rendered.get(name) ?? {} })
      verified += 1
      expect(differences).toEqual([])
      expect(lints.failures.filter((each) => each.severity === 'error')).toEqual([])
    }),
    { numRuns: 40 },
  )
  expect(verified).toBeGreaterThan(15)
})
