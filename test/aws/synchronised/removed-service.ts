import { GetOpenIDConnectProviderCommand } from '@aws-sdk/client-iam'
import { LIVE, noWisp, wisp, WISP } from './events'
import { NO_SERVICE, NOBODY, type Story } from './story'

export function testRemovedService(story: Story): void {
  describe('a service that goes again', () => {
    let before: ReadonlyMap<string, string>
    const provider = async (): Promise<unknown> => {
      const { iam } = await story.world().mesh.aws('lab')
      return iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: WISP.arn }))
    }
    beforeAll(async () => {
      before = await story.trusts()
      await story.world().send.service(wisp(1))
    })

    test('signs people in while it is there', async () => {
      expect(await provider()).toMatchObject({ ClientIDList: ['wisp'] })
      expect(await story.wisp('NEWCOMERS')).toEqual([LIVE.lab])
      expect(await story.wisp('STRANGERS')).toBe(NOBODY)
    })

    test('leaves nothing behind', async () => {
      await story.world().send.service(noWisp(2))
      await expect(provider()).rejects.toMatchObject({ name: 'NoSuchEntityException' })
      expect(await story.trusts()).toEqual(before)
      expect(await story.wisp('NEWCOMERS')).toBe(NO_SERVICE)
    })

    test('does not come back', async () => {
      const [delivered] = await story.world().send.service(wisp(3))
      expect(delivered?.told).toEqual(['refused-event'])
      await expect(provider()).rejects.toMatchObject({ name: 'NoSuchEntityException' })
      expect(await story.wisp('NEWCOMERS')).toBe(NO_SERVICE)
    })
  })
}
