import { codePattern, RUN_TIME_PREFIX } from '../../../core/model/codes'
import type { Delivered } from './deliveries'
import { dataset, LIVE } from './events'
import { NOBODY, WRITTEN, type Story } from './story'

export function testGrant(story: Story): void {
  describe('a grant', () => {
    let before: ReadonlyMap<string, string>
    let delivered: Delivered[]
    beforeAll(async () => {
      before = await story.trusts()
      delivered = await story.world().send.dataset(dataset(2, ['NEWCOMERS']))
    })

    test('comes through the topic and both queues', () => {
      expect(delivered).toEqual(WRITTEN)
    })

    test('is in the trust policy of its role, and of no other', async () => {
      const [after, code] = [await story.trusts(), await story.codeOf('NEWCOMERS')]
      expect(code.startsWith(RUN_TIME_PREFIX)).toBe(true)
      expect(after.get(LIVE.lab)).toContain(JSON.stringify(codePattern(code)))
      expect([...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name)).toEqual([LIVE.lab])
    })

    test('opens exactly that role', async () => {
      expect(await story.databricks('NEWCOMERS')).toEqual([LIVE.lab])
      expect(await story.databricks('READERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
      expect(await story.databricks('STRANGERS')).toBe(NOBODY)
    })
  })
}
