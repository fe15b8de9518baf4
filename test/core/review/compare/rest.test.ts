import { addFolded } from '../../../../core/review/compare/rest'
import type { Rest } from '../../../../core/review/side/side'
import type { FoldedChanges } from '../../../../core/review/types'
import { reviewed, type Given } from '../../../support/review-sides'

const NONE = { tags: 0, descriptions: 0, metadata: 0, others: 0 }
const rest = (more: Partial<Rest> = {}): Rest => ({ tags: '', description: '', metadata: '', ...more })
const side = (all: Readonly<Record<string, Rest>>): Given => ({
  rest: { of: new Map(Object.entries(all)), read: (of) => of as Rest },
})
const folded = (before: Readonly<Record<string, Rest>>, after: Readonly<Record<string, Rest>>): FoldedChanges =>
  reviewed(side(before), side(after)).folded

test('resources are counted by what changes of them, each once', () => {
  const before = { a: rest(), b: rest(), c: rest(), d: rest(), e: rest() }
  const after = {
    a: rest({ tags: 'x' }),
    b: rest({ tags: 'x', description: 'x' }),
    c: rest({ tags: 'x', description: 'x', metadata: 'x' }),
    d: rest({ description: 'x' }),
    e: rest(),
  }
  expect(folded(before, after)).toEqual({ tags: 1, descriptions: 2, metadata: 1, others: 0 })
})

test('what comes or goes is counted elsewhere', () => {
  expect(folded({ a: rest() }, { b: rest({ tags: 'x' }) })).toEqual(NONE)
})

test('a change that is only counted is no risk', () => {
  const changes = reviewed(side({ a: rest() }), side({ a: rest({ metadata: 'x' }) }))
  expect(changes).toMatchObject({ risk: 'none', findings: [] })
  expect(changes.environments.filter((each) => each.changed)).toEqual([])
})

test('counts of environments are added', () => {
  expect(addFolded({ tags: 1, descriptions: 2, metadata: 3, others: 4 }, { ...NONE, tags: 1, others: 1 })).toEqual({
    tags: 2,
    descriptions: 2,
    metadata: 3,
    others: 5,
  })
})
