import { touched, type Plan } from '../../support/terraform-plan'
import { dataset } from './events'
import { WRITTEN, type Story } from './story'
import { PLANT } from './world'

export function testUnpulled(story: Story): void {
  describe('an apply of the same files', () => {
    let before: ReadonlyMap<string, string>
    beforeAll(async () => {
      expect(await story.world().send.dataset(dataset(1, ['NEWCOMERS'], 'plant'))).toEqual(WRITTEN)
      expect(await story.databricks('NEWCOMERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
      before = await story.trusts('plant')
      await story.world().mesh.stack('plant').apply()
    })

    test('shuts what the files do not say, and nothing else', async () => {
      expect(await story.databricks('NEWCOMERS')).toEqual(['acme-lab-reader', 'acme-plant-reader: shut'])
      expect(await story.databricks('READERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
    })

    test('until the night', async () => {
      expect(await story.world().send.reconcile()).toEqual([{ hook: 'trust-sync', told: ['trust-written'] }])
      expect(await story.trusts('plant')).toEqual(before)
      expect(await story.databricks('NEWCOMERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
    })
  })

  describe('an apply of other files without pull', () => {
    let plan: Plan
    beforeAll(async () => {
      const { mesh, render } = story.world()
      mesh.project.write('plant.yaml', PLANT.replace('[READERS]', '[READERS, OPERATORS]'))
      await render()
      plan = await mesh.stack('plant').plan()
      await mesh.stack('plant').apply('plan.bin')
    })

    test('shows in its plan what it takes away', () => {
      expect(touched(plan)).toContain('aws_iam_role.persona_reader: update')
    })

    test('ends the grant, also for whoever delivers it once more', async () => {
      const trust = (await story.trusts('plant')).get('acme-plant-reader')
      expect(trust).not.toContain(await story.codeOf('NEWCOMERS'))
      expect(await story.databricks('NEWCOMERS')).toEqual(['acme-lab-reader'])
      expect(await story.world().send.dataset(dataset(1, ['NEWCOMERS'], 'plant'))).toEqual([
        { hook: 'entitlement-sync', told: ['stale'] },
      ])
      expect(await story.world().send.applied('plant')).toEqual([{ hook: 'trust-sync', told: [] }])
      expect(await story.world().send.reconcile()).toEqual([{ hook: 'trust-sync', told: [] }])
      expect((await story.trusts('plant')).get('acme-plant-reader')).toBe(trust)
      expect(await story.databricks('NEWCOMERS')).toEqual(['acme-lab-reader'])
    })
  })
}
