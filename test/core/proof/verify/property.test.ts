import fc from 'fast-check'
import { verify } from '../../../../core/proof/verify'
import { build, load, synthesize } from '../../../support/mesh'
import { runs } from '../../../support/scale'
import { randomMesh } from './random-mesh'

test('whatever a mesh declares, its stacks mean it and no more', () => {
  fc.assert(
    fc.property(randomMesh, (folder) => {
      fc.pre(load(folder).mesh !== undefined)
      const built = build(folder)
      const rendered = synthesize(built)
      const stacks = [...rendered].map(([name, json]) => ({
        name,
        read: () => JSON.stringify(json),
      }))
      const { differences, lints } = verify({ ...built, stacks, render: (name) => rendered.get(name) ?? {} })
      expect(differences).toEqual([])
      expect(lints.failures.filter((each) => each.severity === 'error')).toEqual([])
    }),
    { numRuns: runs(30) },
  )
})
