import { touched, type Plan } from '../../support/terraform-plan'
import { dataset, LIVE } from './events'
import { WRITTEN, type Story } from './story'
import { PLANT } from './world'

export function testUnpulled(story: Story): void {
  describe('an apply of the same files', () => {
    let before: ReadonlyMap<string, string>
    beforeAll(async () => {
      expect(await story.world().send.dataset(dataset(1, ['NEWCOMERS'], 'plant'))).toEqual(WRITTEN)
      expect(await story.databricks('NEWCOMERS')).toEqual([LIVE.lab, LIVE.plant])
      before = await story.trusts('plant')
      await story.world().mesh.stack('plant').apply()
    })

    test('shuts what the files do not say, and nothing else', async () => {
      expect(await story.databricks('NEWCOMERS')).toEqual([LIVE.lab, `${LIVE.plant}: shut`])
      expect(await story.databricks('READERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
    })

    test('until the night', async () => {
      expect(await story.world().send.reconcile()).toEqual([{ hook: 'trust-sync', told: ['trust-written'] }])
      expect(await story.trusts('plant')).toEqual(before)
      expect(await story.databricks('NEWCOMERS')).toEqual([LIVE.lab, LIVE.plant])
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
      expect(touched(plan)).toContain('aws_iam_role.live_batches: update')
    })

    test('ends the grant, also for whoever delivers it once more', async () => {
      const trust = (await story.trusts('plant')).get(LIVE.plant)
      expect(trust).not.toContain(await story.codeOf('NEWCOMERS'))
      expect(await story.databricks('NEWCOMERS')).toEqual([LIVE.lab])
      expect(await story.world().send.dataset(dataset(1, ['NEWCOMERS'], 'plant'))).toEqual([
        { hook: 'entitlement-sync', told: ['stale'] },
      ])
      expect(await story.world().send.applied('plant')).toEqual([{ hook: 'trust-sync', told: [] }])
      expect(await story.world().send.reconcile()).toEqual([{ hook: 'trust-sync', told: [] }])
      expect((await story.trusts('plant')).get(LIVE.plant)).toBe(trust)
      expect(await story.databricks('NEWCOMERS')).toEqual([LIVE.lab])
    })
  })
}
