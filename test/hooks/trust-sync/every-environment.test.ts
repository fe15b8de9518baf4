import { liveKey } from '../../../core/model/table-keys'
import { ENVIRONMENT } from '../../support/mesh'
import { absentEvent, FILES, LAB, metadata, samlEvent, startLab, WET, writesOf, type Lab } from './lab'

const SHUT = '333333333333'
const files = {
  ...FILES,
  'shut.yaml': `${ENVIRONMENT.replace(LAB, SHUT).replace('[OWNERS]', '[SHUT-OWNERS]')}state: closed\n`,
}
const every = (version: number, fields: object = {}): ReturnType<typeof samlEvent> =>
  samlEvent(version, { environments: 'all', ...fields })

let lab: Lab
beforeEach(async () => {
  lab = await startLab({ files })
})
afterEach(() => lab.close())

const providersIn = (account: string): string[] => [...lab.iam.account(account).saml.keys()]
const provider = (account: string): string => `arn:aws:iam::${account}:saml-provider/acme-databricks`
const trusting = (account: string): string[] =>
  [...lab.iam.account(account).roles]
    .filter(([, { trust }]) => trust.includes(provider(account)))
    .map(([name]) => name)
    .sort()

test('leads to the roles of personas and shares of every environment that is open', async () => {
  await lab.follow(every(1))
  expect(lab.logged.filter(({ event }) => event === 'refused-event')).toEqual([])
  const { state, environments } = (await lab.service()) ?? {}
  expect({ state, environments }).toEqual({ state: 'active', environments: { lab: 'lab-1', wet: 'wet-1' } })
  expect([LAB, WET, SHUT].map(providersIn)).toEqual([[provider(LAB)], [provider(WET)], []])
  expect(trusting(LAB)).toEqual(['acme-lab-owner', 'acme-lab-reader', 'acme-lab-share-partners'])
  expect(trusting(WET)).toEqual(['acme-wet-owner', 'acme-wet-reader'])
  expect(trusting(SHUT)).toEqual([])
})

test('is written down as it was said', async () => {
  await lab.follow(every(1))
  expect(await lab.row(liveKey.serviceHistory('databricks', 1))).toMatchObject({ environments: 'all' })
})

test('that comes again changes nothing, and goes everywhere', async () => {
  await lab.follow(every(1))
  expect([LAB, WET].flatMap(providersIn)).toHaveLength(2)
  const before = writesOf(lab)
  await lab.follow(every(1))
  await lab.look()
  expect(writesOf(lab)).toEqual(before)
  await lab.follow(absentEvent(2))
  expect([LAB, WET, SHUT].flatMap(providersIn)).toEqual([])
  expect([LAB, WET].flatMap(trusting)).toEqual([])
})

test('is another content than the same environments by name, and follows fewer of them', async () => {
  await lab.follow(samlEvent(1))
  await lab.follow(every(1))
  expect(lab.logged.at(-1)).toMatchObject({ event: 'refused-event', fields: { code: 'other-content' } })
  expect(trusting(WET)).toEqual([])
  await lab.follow(every(2, { metadata: metadata('other') }))
  expect(trusting(WET)).toEqual(['acme-wet-owner', 'acme-wet-reader'])
  await lab.follow(samlEvent(3))
  expect(trusting(WET)).toEqual([])
  expect(providersIn(WET)).toEqual([])
})

describe('an environment of the mesh that is not applied yet', () => {
  const later = { account: SHUT, region: 'eu-central-1' }

  test('is none of them, and refuses nothing', async () => {
    const config = { ...lab.config, environments: { ...lab.config.environments, later } }
    expect(await lab.worker({ config }).follow(every(1))).toEqual([])
    const { environments } = (await lab.service()) ?? {}
    expect(Object.keys(environments ?? {})).not.toContain('later')
    expect(trusting(LAB)).toHaveLength(3)
  })

  test('is not enough by itself', async () => {
    const config = { ...lab.config, environments: { later } }
    expect(await lab.worker({ config }).follow(every(1))).toEqual([])
    expect(lab.logged.at(-1)).toMatchObject({
      event: 'refused-event',
      fields: { code: 'unknown-environment', message: 'no applied environment has a role of a persona or a share' },
    })
    expect(await lab.service()).toMatchObject({ state: 'refused', environments: {} })
  })
})

test('while one of them is applied, the event comes again', async () => {
  await lab.table.put([{ PK: 'ENV#wet', SK: 'META', revision: 'wet-2' }])
  expect(await lab.worker().follow(every(1))).toEqual(['m0'])
  expect(trusting(LAB)).toEqual([])
  await lab.apply('wet', 'wet-2')
  await lab.follow(every(1))
  expect(await lab.service()).toMatchObject({ state: 'active', environments: { lab: 'lab-1', wet: 'wet-2' } })
})
