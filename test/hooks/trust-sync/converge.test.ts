import fc from 'fast-check'
import type { ServiceEvent } from '../../../hooks/lib/events/service-event'
import { absentEvent, metadata, oidcEvent, samlEvent, startLab, type Lab } from './lab'
import { schedule } from './schedule'
import { runs } from '../../support/scale'

const PLACES = ['lab', 'wet']

/** One version of a service: where it leads, which may be nowhere; or its end. */
const version = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      protocol: fc.constantFrom('saml', 'saml', 'oidc'),
      provider: fc.constantFrom('a', 'b'),
      environments: fc.subarray([...PLACES, 'nowhere'], { minLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.constant('absent' as const) },
)

type Version = typeof version extends fc.Arbitrary<infer T> ? T : never
type Present = Exclude<Version, 'absent'>

/** Versions 1, 2, … of one service, and the order in which they come; some come twice. */
const history = fc.array(version, { minLength: 1, maxLength: 5 }).chain((versions) =>
  fc.record({
    versions: fc.constant(versions),
    order: fc.array(fc.nat(versions.length - 1), { maxLength: 3 }).chain((again) => {
      const all = [...versions.keys(), ...again].map((index) => ({ index }))
      return fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })
    }),
  }),
)

function eventOf(each: Version | undefined, number: number): ServiceEvent {
  if (each === undefined || each === 'absent') return absentEvent(number)
  const { protocol, provider: application, environments } = each
  return protocol === 'saml'
    ? samlEvent(number, { metadata: metadata(application), application, environments })
    : oidcEvent(number, { service: 'databricks', clientIds: [application], application, environments })
}

/** What the versions mean, whatever their order: once gone, it is gone; else the newest counts that can be. */
function meaning(versions: readonly Version[]): { readonly state: string; readonly version?: number; here?: Present } {
  if (versions.includes('absent')) return { state: 'removed' }
  const able = [...versions.entries()].flatMap(([index, each]) =>
    each !== 'absent' && !each.environments.includes('nowhere')
      ? [{ state: 'active', version: index + 1, here: each }]
      : [],
  )
  return able.at(-1) ?? { state: 'refused' }
}

/** Rows, providers and trust policies, as the versions mean them. */
async function expectMeaning(lab: Lab, versions: readonly Version[]): Promise<void> {
  const { here, ...row } = meaning(versions)
  expect(await lab.service()).toMatchObject(row)
  for (const environment of PLACES) {
    const { account = '' } = lab.config.environments[environment] ?? {}
    const { saml, oidc } = lab.iam.account(account)
    const trust = lab.trust(`acme-${environment}-reader`, account)
    const there = here?.environments.includes(environment) ? here : undefined
    const [isSaml, isOidc] = [there?.protocol === 'saml', there?.protocol === 'oidc']
    expect([...saml.values()].map((each) => each.metadata)).toEqual(isSaml ? [metadata(there?.provider)] : [])
    const issuer = [...oidc.values()].find(({ url }) => url.endsWith('aus2'))
    expect(issuer?.clientIds).toEqual(isOidc ? [there?.provider] : undefined)
    expect([trust.includes('saml-provider'), trust.includes('aus2')]).toEqual([isSaml, isOidc])
  }
  const index = (await lab.row({ PK: 'MESH', SK: 'LIVE' })) ?? {}
  const applications = Object.keys(index).filter((each) => each.startsWith('application#'))
  expect(applications).toEqual(here ? [`application#${here.provider}`] : [])
}

test('versions in any order, some of them twice, end in the state of the newest that can be', async () => {
  await fc.assert(
    fc.asyncProperty(history, async ({ versions, order }) => {
      const lab = await startLab()
      try {
        for (const { index } of order) await lab.follow(eventOf(versions[index], index + 1))
        await expectMeaning(lab, versions)
      } finally {
        await lab.close()
      }
    }),
    { numRuns: runs(6) },
  )
})

const READS = /Get|Query/

/** Dies before its n-th write, and makes none after it. */
function dyingAt(writes: number): (what: string) => void {
  let left = writes
  return (what) => {
    if (!READS.test(what) && --left <= 0) throw new Error('dead')
  }
}

test('versions that several functions follow at once do, too, though each may die once', async () => {
  // An event takes up to thirteen writes: a death after them is none.
  const deaths = fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 8, maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(history, deaths, fc.nat(), async ({ versions, order }, dies, seed) => {
      const lab = await startLab()
      const { turns } = schedule(seed)
      const deliver = async (event: ServiceEvent, worker: number): Promise<void> => {
        const turn = turns(worker)
        let before: ((what: string) => void) | undefined = dyingAt(dies[worker] ?? 1)
        // What fails comes again: because it died, or because others are at it.
        for (let tries = 0; tries < 6; tries++) {
          if ((await lab.worker({ turn, before }).follow(event)).length === 0) return
          before = undefined
        }
        throw new Error(`version ${event.version} failed six times`)
      }
      try {
        await Promise.all(order.map(({ index }, worker) => deliver(eventOf(versions[index], index + 1), worker)))
        await expectMeaning(lab, versions)
      } finally {
        await lab.close()
      }
    }),
    { numRuns: runs(6) },
  )
})
