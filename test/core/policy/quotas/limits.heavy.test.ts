import { smallMesh } from '../../../support/mesh'
import { mesh } from '../../model/small'
import { compilation } from '../compilation'
import { E, shares, told, W, type Files } from './told'

describe('a mesh', () => {
  test.each<[number, string | undefined]>([
    [799, undefined],
    [800, W],
    [1000, W],
    [1001, E],
  ])('with %d roles', (count, severity) => {
    // Owner, reader, and the dataset's location.
    expect(told('roles', shares(count - 3))).toEqual([count, severity])
  })

  test('whose account has been raised may have more roles', () => {
    const raised = (text: string): Files => ({
      ...shares(998),
      ...mesh(['services:', `quotas: { ${text} }\nservices:`]),
    })
    expect(told('roles', raised('roles: 1251'))).toEqual([1001, W])
    expect(told('roles', raised('roles: 2000'))).toEqual([1001, undefined])
    const { usages } = compilation(smallMesh(raised('roles: 2000')))
    expect(usages.find(({ quota }) => quota === 'roles')?.limit).toBe(2000)
  })

  test('with resources at the mark', () => {
    const resources = (count: number): [number | undefined, string | undefined] =>
      told('resources-per-state', shares(count))
    const [none = 0] = resources(0)
    const [one = 0] = resources(1)
    const each = one - none
    const fits = Math.ceil((2000 - none) / each)
    expect(resources(fits - 1)).toEqual([none + each * (fits - 1), undefined])
    expect(resources(fits)).toEqual([none + each * fits, W])
    expect(none + each * (fits - 1)).toBeLessThan(2000)
  })
})
