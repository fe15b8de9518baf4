import { ListSAMLProvidersCommand } from '@aws-sdk/client-iam'
import { LIVE_PREFIX, liveKey, SERVICE_PREFIX } from '../../../core/model/table-keys'
import type { Row } from '../../../hooks/lib/table'
import { imported, touched, type Plan } from '../../support/terraform-plan'
import type { Delivered } from './deliveries'
import { dataset, ghost, GHOST, LIVE } from './events'
import { renderedTrusts } from './read-trusts'
import type { Story } from './story'

const parsed = (trusts: ReadonlyMap<string, string>): ReadonlyMap<string, unknown> =>
  new Map([...trusts].sort().map(([role, text]) => [role, JSON.parse(text)]))

export function testPulled(story: Story): void {
  describe('pull', () => {
    let code: string
    let before: ReadonlyMap<string, string>
    let plan: Plan
    beforeAll(async () => {
      const { mesh, trustloom, render, applyHub } = story.world()
      code = await story.codeOf('NEWCOMERS')
      before = await story.trusts()
      await trustloom('pull')
      await render()
      await applyHub()
      plan = await mesh.stack('lab').plan()
    })

    test('writes the service, the group and its code into the files', () => {
      const { mesh, registry } = story.world().mesh.built()
      expect(mesh.settings.services.ghost).toMatchObject({ application: '0oa2ghost', adopt: ['lab'] })
      expect(mesh.settings.services.wisp).toBeUndefined()
      expect(mesh.environments.get('lab')).toMatchObject({
        services: ['databricks', 'ghost'],
        personas: { owner: ['OWNERS'], reader: ['READERS'] },
        datasets: {
          trials: {
            access: [{ to: { persona: 'reader' } }, { to: { group: 'STATISTICS' } }, { to: { live: 'NEWCOMERS' } }],
          },
        },
      })
      expect(mesh.environments.get('plant')?.personas).toEqual({ reader: ['READERS', 'OPERATORS'] })
      expect(registry.groups.NEWCOMERS).toEqual({ code })
    })

    test('makes synth render what the hook has written, byte for byte', () => {
      const rendered = renderedTrusts(story.world().mesh, 'lab')
      const written = [LIVE.lab, 'acme-lab-owner', 'acme-lab-reader', 'acme-lab-share-statistics']
      for (const role of written) expect(rendered.get(role)).toBe(before.get(role))
      expect(before.get('acme-lab-reader')).toContain(GHOST.arn)
      // Terraform's provider sorts the keys of what it writes itself.
      expect(parsed(rendered)).toEqual(parsed(before))
    })

    test('leaves the plan rows and tags to write and a provider to take over, and no trust policy', () => {
      expect(imported(plan)).toEqual({ 'aws_iam_saml_provider.ghost': GHOST.arn })
      const { groups } = story.world().mesh.built().registry
      const row = (name: string): string => `aws_dynamodb_table_item.${name}: update`
      const changed = ['OWNERS', 'READERS', 'STATISTICS'].map((each) => row(`row_${groups[each]?.code}`))
      const made = `aws_dynamodb_table_item.row_${code}: create`
      const roles = ['live_trials', 'persona_owner', 'persona_reader', 'share_statistics'].map(
        (each) => `aws_iam_role.${each}: update`,
      )
      expect(touched(plan).sort()).toEqual([row('environment'), row('trust'), ...changed, made, ...roles].sort())
      for (const { type, change } of plan.resource_changes ?? []) {
        if (type !== 'aws_iam_role' || change.actions.join() === 'no-op') continue
        const but = (value: unknown): object => ({ ...(value as object), tags: null, tags_all: null })
        expect(but(change.after)).toEqual(but(change.before))
      }
    })

    test('shuts nobody out until the apply', async () => {
      expect(await story.databricks('NEWCOMERS')).toEqual([LIVE.lab])
      expect(await story.ghost('NEWCOMERS', 'STATISTICS')).toEqual([LIVE.lab, 'acme-lab-share-statistics'])
    })

    describe('and an apply', () => {
      let delivered: Delivered[]
      beforeAll(async () => {
        await story.world().mesh.stack('lab').apply('plan.bin')
        delivered = await story.world().send.applied('lab')
      })

      test('leave the hook nothing to write', async () => {
        expect(delivered).toEqual([{ hook: 'trust-sync', told: [] }])
        expect(await story.trusts()).toEqual(before)
        const { iam } = await story.world().mesh.aws('lab')
        const { SAMLProviderList = [] } = await iam.send(new ListSAMLProvidersCommand())
        expect(SAMLProviderList.map(({ Arn = '' }) => Arn.split('/')[1])).toEqual(['acme-databricks', 'acme-ghost'])
      })

      test('leave no row of run time', async () => {
        const ofGhost = liveKey.service('ghost')
        // What marks that a service was here stays for a while, and says that nothing of it is left.
        const live = ({ PK, SK, trusted }: Row): boolean =>
          SK.startsWith(LIVE_PREFIX) ||
          (SK.startsWith(SERVICE_PREFIX) && trusted !== false) ||
          (PK === ofGhost.PK && SK === ofGhost.SK)
        expect((await story.world().rows()).filter(live).map(({ PK, SK }) => `${PK} / ${SK}`)).toEqual([])
      })

      test('let everybody in as before, in each environment', async () => {
        expect(await story.databricks('NEWCOMERS')).toEqual([LIVE.lab])
        expect(await story.ghost('NEWCOMERS')).toEqual([LIVE.lab])
        expect(await story.ghost('STATISTICS')).toEqual(['acme-lab-share-statistics'])
        expect(await story.databricks('OPERATORS')).toEqual(['acme-plant-reader'])
        expect(await story.databricks('READERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
      })

      test('end the events: what is delivered once more changes nothing', async () => {
        const at = await story.state()
        expect(await story.world().send.dataset(dataset(2, ['NEWCOMERS']))).toEqual([
          { hook: 'entitlement-sync', told: ['stale'] },
        ])
        expect(await story.world().send.reconcile()).toEqual([{ hook: 'trust-sync', told: [] }])
        expect(await story.state()).toEqual(at)
        // Its name is that of a declared service by now.
        expect(await story.world().send.service(ghost(2))).toEqual([{ hook: 'trust-sync', told: ['refused-event'] }])
        expect(await story.trusts()).toEqual(before)
        expect(await story.ghost('NEWCOMERS')).toEqual([LIVE.lab])
      })
    })
  })
}
