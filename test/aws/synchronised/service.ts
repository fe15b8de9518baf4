import { GetSAMLProviderCommand } from '@aws-sdk/client-iam'
import type { Delivered } from './deliveries'
import { ghost, GHOST, LIVE } from './events'
import { NOBODY, type Story } from './story'

export function testService(story: Story): void {
  describe('a service', () => {
    let before: ReadonlyMap<string, string>
    let delivered: Delivered[]
    beforeAll(async () => {
      before = await story.trusts()
      delivered = await story.world().send.service(ghost(2))
    })

    test('comes through its own topic', () => {
      expect(delivered.map(({ hook }) => hook)).toEqual(['trust-sync'])
      expect(delivered[0]?.told).toContain('trust-written')
      expect(delivered[0]?.told.at(-1)).toBe('synchronised')
    })

    test('has its provider, which personas and shares trust', async () => {
      const { iam } = await story.world().mesh.aws('lab')
      const { SAMLMetadataDocument } = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: GHOST.arn }))
      expect(SAMLMetadataDocument).toBe(GHOST.metadata)
      const after = await story.trusts()
      const trusting = [...after].filter(([, text]) => text.includes(`"${GHOST.arn}"`)).map(([name]) => name)
      expect(trusting.sort()).toEqual([LIVE.lab, 'acme-lab-owner', 'acme-lab-reader', 'acme-lab-share-statistics'])
      expect(after.get('acme-lab-home')).toBe(before.get('acme-lab-home'))
    })

    test('signs people in, those of run time among them, and in its environment only', async () => {
      expect(await story.ghost('NEWCOMERS')).toEqual([LIVE.lab])
      expect(await story.ghost('READERS')).toEqual(['acme-lab-reader'])
      expect(await story.ghost('STATISTICS')).toEqual(['acme-lab-share-statistics'])
      expect(await story.ghost('EVERYBODY')).toBe(NOBODY)
    })
  })
}
