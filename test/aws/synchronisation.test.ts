import { GetOpenIDConnectProviderCommand, GetSAMLProviderCommand, ListSAMLProvidersCommand } from '@aws-sdk/client-iam'
import { codePattern, RUN_TIME_PREFIX } from '../../core/model/codes'
import { liveKey } from '../../core/model/table-keys'
import type { DatasetEvent } from '../../hooks/lib/events/dataset-event'
import type { Row } from '../../hooks/lib/table'
import { missingMoto } from '../support/moto'
import { missingTerraform } from '../support/terraform'
import { imported, touched, type Plan } from '../support/terraform-plan'
import { describeWith } from '../support/tools'
import type { Delivered } from './applied/deliveries'
import { readTrusts, renderedTrusts } from './applied/read-trusts'
import type { SignedIn } from './applied/signed-in'
import { METADATA, PLANT, synchronised, type Synchronised } from './applied/synchronised'

const MINUTE = 60_000
jest.setTimeout(3 * MINUTE)

const GHOST = METADATA.replace('exk7q2mvd1LtHsXc85d7', 'exk0ghost')
const ISSUER = 'https://wisp.example.com/oauth2'
const [GHOST_ARN, WISP_ARN] = ['saml-provider/acme-ghost', 'oidc-provider/wisp.example.com/oauth2'].map(
  (each) => `arn:aws:iam::111111111111:${each}`,
)

const decision = { by: 'marketplace', reason: 'CR-1', at: '2027-01-31T12:00:00Z' }

/** An event that puts groups into the role of readers. */
const dataset = (version: number, groups: readonly string[], environment = 'lab'): DatasetEvent => ({
  schemaVersion: 1,
  type: 'dataset',
  environment,
  dataset: environment === 'lab' ? 'trials' : 'batches',
  version,
  grants: groups.map((group) => ({ group, role: `acme-${environment}-reader` })),
  ...decision,
})

const service = (name: string, version: number, fields: object): object => ({
  schemaVersion: 1,
  type: 'service',
  service: name,
  version,
  state: 'present',
  environments: ['lab'],
  ...fields,
  ...decision,
})
const ghost = (version: number): object =>
  service('ghost', version, { protocol: 'saml', metadata: GHOST, application: '0oa2ghost' })
const wisp = { protocol: 'oidc', issuer: ISSUER, clientIds: ['wisp'] }

describeWith(missingTerraform() ?? missingMoto(), 'synchronisation on an emulated AWS', () => {
  let world: Synchronised
  beforeAll(async () => {
    world = await synchronised()
  }, 8 * MINUTE)
  afterAll(() => world?.mesh.close())

  const trusts = (environment = 'lab'): Promise<ReadonlyMap<string, string>> => readTrusts(world.mesh, environment)
  const databricks = (...groups: string[]): Promise<SignedIn> =>
    world.signIn.saml('databricks', '0oa1databricks', groups)
  const throughGhost = (...groups: string[]): Promise<SignedIn> => world.signIn.saml('ghost', '0oa2ghost', groups)
  const throughWisp = (...groups: string[]): Promise<SignedIn> => world.signIn.token(ISSUER, 'wisp', groups)
  /** Everything but history. */
  const state = async (): Promise<unknown> => [
    (await world.rows()).filter(({ SK }) => !SK.startsWith('EVENT#')),
    [...(await trusts('lab')), ...(await trusts('plant'))],
  ]
  const codeOf = async (group: string): Promise<string> => {
    const row = (await world.rows()).find((each) => each.SK === 'OWNER' && each.group === group)
    return row?.PK.replace('CODE#', '') ?? ''
  }

  const NOBODY = 'None of your groups opens a role through this service.'
  const NO_SERVICE = 'This application is not a service of the data mesh.'
  const WRITTEN: Delivered[] = [
    { hook: 'entitlement-sync', told: ['synchronised'] },
    { hook: 'trust-sync', told: ['trust-written'] },
  ]

  test('people sign in as the files say', async () => {
    expect(await databricks('READERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
    expect(await databricks('STATISTICS')).toEqual(['acme-lab-share-statistics'])
    expect(await databricks('NEWCOMERS')).toBe(NOBODY)
    expect(await throughGhost('READERS')).toBe(NO_SERVICE)
    expect(await throughWisp('READERS')).toBe(NO_SERVICE)
  })

  describe('a grant', () => {
    let before: ReadonlyMap<string, string>
    let delivered: Delivered[]
    beforeAll(async () => {
      before = await trusts()
      delivered = await world.send.dataset(dataset(2, ['NEWCOMERS']))
    })

    test('comes through the topic and both queues', () => {
      expect(delivered).toEqual(WRITTEN)
    })

    test('is in the trust policy of its role, and of no other', async () => {
      const [after, code] = [await trusts(), await codeOf('NEWCOMERS')]
      expect(code.startsWith(RUN_TIME_PREFIX)).toBe(true)
      expect(after.get('acme-lab-reader')).toContain(JSON.stringify(codePattern(code)))
      expect([...after].filter(([name, text]) => before.get(name) !== text).map(([name]) => name)).toEqual([
        'acme-lab-reader',
      ])
    })

    test('opens exactly that role', async () => {
      expect(await databricks('NEWCOMERS')).toEqual(['acme-lab-reader'])
      expect(await databricks('READERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
      expect(await databricks('STRANGERS')).toBe(NOBODY)
    })
  })

  describe('a service', () => {
    let before: ReadonlyMap<string, string>
    let delivered: Delivered[]
    beforeAll(async () => {
      before = await trusts()
      delivered = await world.send.service(ghost(2))
    })

    test('comes through its own topic', () => {
      expect(delivered.map(({ hook }) => hook)).toEqual(['trust-sync'])
      expect(delivered[0]?.told).toContain('trust-written')
      expect(delivered[0]?.told.at(-1)).toBe('synchronised')
    })

    test('has its provider, which personas and shares trust', async () => {
      const { iam } = await world.mesh.aws('lab')
      const { SAMLMetadataDocument } = await iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: GHOST_ARN }))
      expect(SAMLMetadataDocument).toBe(GHOST)
      const after = await trusts()
      const trusting = [...after].filter(([, text]) => text.includes(`"${GHOST_ARN}"`)).map(([name]) => name)
      expect(trusting.sort()).toEqual(['acme-lab-owner', 'acme-lab-reader', 'acme-lab-share-statistics'])
      expect(after.get('acme-lab-home')).toBe(before.get('acme-lab-home'))
    })

    test('signs people in, those of run time among them, and in its environment only', async () => {
      expect(await throughGhost('NEWCOMERS')).toEqual(['acme-lab-reader'])
      expect(await throughGhost('READERS')).toEqual(['acme-lab-reader'])
      expect(await throughGhost('STATISTICS')).toEqual(['acme-lab-share-statistics'])
      expect(await throughGhost('EVERYBODY')).toBe(NOBODY)
    })
  })

  describe('a service that goes again', () => {
    let before: ReadonlyMap<string, string>
    const provider = async (): Promise<unknown> => {
      const { iam } = await world.mesh.aws('lab')
      return iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: WISP_ARN }))
    }
    beforeAll(async () => {
      before = await trusts()
      await world.send.service(service('wisp', 1, wisp))
    })

    test('signs people in while it is there', async () => {
      expect(await provider()).toMatchObject({ ClientIDList: ['wisp'] })
      expect(await throughWisp('NEWCOMERS')).toEqual(['acme-lab-reader'])
      expect(await throughWisp('STRANGERS')).toBe(NOBODY)
    })

    test('leaves nothing behind', async () => {
      await world.send.service({ ...service('wisp', 2, {}), state: 'absent', environments: undefined })
      await expect(provider()).rejects.toMatchObject({ name: 'NoSuchEntityException' })
      expect(await trusts()).toEqual(before)
      expect(await throughWisp('NEWCOMERS')).toBe(NO_SERVICE)
    })

    test('does not come back', async () => {
      const [delivered] = await world.send.service(service('wisp', 3, wisp))
      expect(delivered?.told).toEqual(['refused-event'])
      await expect(provider()).rejects.toMatchObject({ name: 'NoSuchEntityException' })
      expect(await throughWisp('NEWCOMERS')).toBe(NO_SERVICE)
    })
  })

  test('what comes twice, late or from the wrong topic changes nothing', async () => {
    const before = await state()
    expect(await world.send.dataset(dataset(2, ['NEWCOMERS']))).toEqual([{ hook: 'entitlement-sync', told: ['stale'] }])
    expect(await world.send.dataset(dataset(1, ['STRANGERS']))).toEqual([{ hook: 'entitlement-sync', told: ['stale'] }])
    const foreign = await world.send.dataset(dataset(3, ['STRANGERS']), 'plant')
    expect(foreign).toEqual([{ hook: 'entitlement-sync', told: ['refused-event'] }])
    expect(await world.send.service(ghost(2))).toEqual([{ hook: 'trust-sync', told: [] }])
    expect(await world.send.service(ghost(1))).toEqual([{ hook: 'trust-sync', told: ['stale'] }])
    expect(await world.send.reconcile()).toEqual([{ hook: 'trust-sync', told: [] }])
    expect(await state()).toEqual(before)
  })

  describe('an apply without pull', () => {
    let plan: Plan
    beforeAll(async () => {
      expect(await world.send.dataset(dataset(1, ['NEWCOMERS'], 'plant'))).toEqual(WRITTEN)
      expect(await databricks('NEWCOMERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
      const { mesh } = world
      mesh.project.write('plant.yaml', PLANT.replace('[READERS]', '[READERS, OPERATORS]'))
      await world.render()
      plan = await mesh.stack('plant').plan()
      await mesh.stack('plant').apply('plan.bin')
    })

    test('shows in its plan what it takes away', () => {
      expect(touched(plan)).toContain('aws_iam_role.persona_reader: update')
    })

    test('ends the grant, also for whoever delivers it once more', async () => {
      const trust = (await trusts('plant')).get('acme-plant-reader')
      expect(trust).not.toContain(await codeOf('NEWCOMERS'))
      expect(await databricks('NEWCOMERS')).toEqual(['acme-lab-reader'])
      await world.send.dataset(dataset(1, ['NEWCOMERS'], 'plant'))
      expect(await world.send.applied('plant')).toEqual([{ hook: 'trust-sync', told: [] }])
      expect((await trusts('plant')).get('acme-plant-reader')).toBe(trust)
      expect(await databricks('NEWCOMERS')).toEqual(['acme-lab-reader'])
    })
  })

  describe('pull', () => {
    let code: string
    let before: ReadonlyMap<string, string>
    let plan: Plan
    beforeAll(async () => {
      const { mesh } = world
      code = await codeOf('NEWCOMERS')
      before = await trusts()
      await world.trustloom('pull')
      await world.render()
      await world.applyHub()
      plan = await mesh.stack('lab').plan()
    })

    test('writes the service, the group and its code into the files', () => {
      const { mesh, registry } = world.mesh.built()
      expect(mesh.settings.services.ghost).toMatchObject({ application: '0oa2ghost', adopt: ['lab'] })
      expect(mesh.settings.services.wisp).toBeUndefined()
      expect(mesh.environments.get('lab')).toMatchObject({
        services: ['databricks', 'ghost'],
        personas: { owner: ['OWNERS'], reader: ['READERS', 'NEWCOMERS'] },
      })
      expect(mesh.environments.get('plant')?.personas).toEqual({ reader: ['READERS', 'OPERATORS'] })
      expect(registry.groups.NEWCOMERS).toEqual({ code })
    })

    test('makes synth render what the hook has written, byte for byte', () => {
      expect(renderedTrusts(world.mesh, 'lab')).toEqual(before)
      expect(before.get('acme-lab-reader')).toContain(GHOST_ARN)
    })

    test('leaves the plan nothing to do but to take over', () => {
      expect(imported(plan)).toEqual({ 'aws_iam_saml_provider.ghost': GHOST_ARN })
      expect(touched(plan)).toEqual([
        'aws_dynamodb_table_item.environment: update',
        `aws_dynamodb_table_item.row_${code}: create`,
        'aws_dynamodb_table_item.trust: update',
      ])
    })

    describe('and an apply', () => {
      let delivered: Delivered[]
      beforeAll(async () => {
        await world.mesh.stack('lab').apply('plan.bin')
        delivered = await world.send.applied('lab')
      })

      test('leave the hook nothing to write', async () => {
        expect(delivered).toEqual([{ hook: 'trust-sync', told: [] }])
        expect(await trusts()).toEqual(before)
        const { iam } = await world.mesh.aws('lab')
        const { SAMLProviderList = [] } = await iam.send(new ListSAMLProvidersCommand())
        expect(SAMLProviderList.map(({ Arn = '' }) => Arn.split('/')[1])).toEqual(['acme-databricks', 'acme-ghost'])
      })

      test('leave no row of run time', async () => {
        const ofGhost = liveKey.service('ghost')
        const live = ({ PK, SK }: Row): boolean =>
          /^(?:LIVE#|SERVICE#)/.test(SK) || (PK === ofGhost.PK && SK === ofGhost.SK)
        expect((await world.rows()).filter(live).map(({ PK, SK }) => `${PK} / ${SK}`)).toEqual([])
      })

      test('let everybody in as before, in each environment', async () => {
        expect(await databricks('NEWCOMERS')).toEqual(['acme-lab-reader'])
        expect(await throughGhost('NEWCOMERS')).toEqual(['acme-lab-reader'])
        expect(await throughGhost('STATISTICS')).toEqual(['acme-lab-share-statistics'])
        expect(await databricks('OPERATORS')).toEqual(['acme-plant-reader'])
        expect(await databricks('READERS')).toEqual(['acme-lab-reader', 'acme-plant-reader'])
      })

      test('end the events: what is delivered once more changes nothing', async () => {
        const at = await state()
        expect(await world.send.dataset(dataset(2, ['NEWCOMERS']))).toEqual([
          { hook: 'entitlement-sync', told: ['stale'] },
        ])
        expect(await world.send.service(ghost(2))).toEqual([{ hook: 'trust-sync', told: ['refused-event'] }])
        expect(await world.send.reconcile()).toEqual([{ hook: 'trust-sync', told: [] }])
        expect(await state()).toEqual(at)
        expect((await world.mesh.stack('lab').tryPlan()).status).toBe(0)
      })
    })
  })
})
