import { memoryFolder } from '../../core/model/folder'
import { build, exampleFolder } from '../support/mesh'
import { everybody, openedBy } from './signin-lab'

describe('everybody, on the example mesh', () => {
  const example = build(exampleFolder())

  test('a group that is taken out of the files loses exactly its paths', async () => {
    const folder = exampleFolder()
    const files = Object.fromEntries(folder.list().map((name) => [name, folder.read(name) ?? '']))
    const text = files['clinical-prod.yaml'] ?? ''
    files['clinical-prod.yaml'] = text.replace(
      '[ADG-CLINICAL-ANALYSTS, ADG-CLINICAL-MEDICAL]',
      '[ADG-CLINICAL-ANALYSTS]',
    )
    expect(files['clinical-prod.yaml']).not.toBe(text)
    const [before, after] = [await everybody(example), await everybody(build(memoryFolder('environments', files)))]
    expect(after.differences).toEqual([])
    expect(openedBy(after)).toEqual(openedBy(before).filter((each) => !each.includes(' ADG-CLINICAL-MEDICAL ')))
    expect(openedBy(after).length).toBe(openedBy(before).length - 2)
  })
})
