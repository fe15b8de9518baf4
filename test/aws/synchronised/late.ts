import { dataset, ghost } from './events'
import type { Story } from './story'

export function testLate(story: Story): void {
  test('what comes twice, late or from the wrong topic changes nothing', async () => {
    const { send } = story.world()
    const before = await story.state()
    expect(await send.dataset(dataset(2, ['NEWCOMERS']))).toEqual([{ hook: 'entitlement-sync', told: ['stale'] }])
    expect(await send.dataset(dataset(1, ['STRANGERS']))).toEqual([{ hook: 'entitlement-sync', told: ['stale'] }])
    const foreign = await send.dataset(dataset(3, ['STRANGERS']), 'plant')
    expect(foreign).toEqual([{ hook: 'entitlement-sync', told: ['refused-event'] }])
    expect(await send.service(ghost(2))).toEqual([{ hook: 'trust-sync', told: [] }])
    expect(await send.service(ghost(1))).toEqual([{ hook: 'trust-sync', told: ['stale'] }])
    expect(await send.reconcile()).toEqual([{ hook: 'trust-sync', told: [] }])
    expect(await story.state()).toEqual(before)
  })
}
