import type * as NextRow from '../../../hooks/trust-sync/next-row'
import type * as Providers from '../../../hooks/trust-sync/providers'
import { readEnvironment } from '../../../hooks/trust-sync/state'
import type * as Trusts from '../../../hooks/trust-sync/trusts'
import { tell, type Story } from './crash'
import { absentEvent, metadata, samlEvent } from './lab'
import { atOnce } from './parallel'

/*
 * The hook with one of its rules left out: what the tests beside this one ask must go wrong then. Each test puts its
 * own functions in the place of those of a module.
 */
type AnyFunction = (...input: never[]) => unknown
const mockInstead: Record<string, AnyFunction | undefined> = {}

function mockReplaceable(path: string): Record<string, unknown> {
  const real = jest.requireActual<Record<string, unknown>>(path)
  return Object.fromEntries(
    Object.entries(real).map(([name, value]) => {
      if (typeof value !== 'function' || /^[A-Z]/.test(name)) return [name, value]
      return [name, (...input: never[]) => (mockInstead[name] ?? (value as AnyFunction))(...input)]
    }),
  )
}
jest.mock('../../../hooks/trust-sync/next-row', () => mockReplaceable('../../../hooks/trust-sync/next-row'))
jest.mock('../../../hooks/trust-sync/providers', () => mockReplaceable('../../../hooks/trust-sync/providers'))
jest.mock('../../../hooks/trust-sync/state', () => mockReplaceable('../../../hooks/trust-sync/state'))
jest.mock('../../../hooks/trust-sync/trusts', () => mockReplaceable('../../../hooks/trust-sync/trusts'))
jest.mock('../../../hooks/trust-sync/unchanged', () => mockReplaceable('../../../hooks/trust-sync/unchanged'))

const real = {
  nextRow: jest.requireActual<typeof NextRow>('../../../hooks/trust-sync/next-row').nextRow,
  makeProviders: jest.requireActual<typeof Providers>('../../../hooks/trust-sync/providers').makeProviders,
  removeProviders: jest.requireActual<typeof Providers>('../../../hooks/trust-sync/providers').removeProviders,
  writeTrusts: jest.requireActual<typeof Trusts>('../../../hooks/trust-sync/trusts').writeTrusts,
}

afterEach(() => {
  for (const name of Object.keys(mockInstead)) mockInstead[name] = undefined
})

/** Everything that is wrong while an event is followed, and in the end. */
async function faultsOf(story: Story): Promise<string> {
  const { faults, lab } = await tell(story)
  await lab.close()
  return faults.join('\n')
}

test('as it is, nothing is wrong', async () => {
  expect(await faultsOf({ before: [samlEvent(1)], event: absentEvent(2) })).toBe('')
})

test('roles trust a provider before it is there, where providers do not come first', async () => {
  let written: Trusts.TrustsWritten | undefined
  mockInstead.makeProviders = async (...[sync, iam, wanted]: Parameters<typeof Providers.makeProviders>) => {
    written = await real.writeTrusts(sync, iam, wanted)
    return new Map()
  }
  mockInstead.writeTrusts = async (...input: Parameters<typeof Trusts.writeTrusts>) => {
    await real.makeProviders(...input)
    return written
  }
  const faults = await faultsOf({ before: [], event: samlEvent(1), lab: { iam: { checksProviders: false } } })
  expect(faults).toMatch(/trusts .*, which is not there/)
})

test('roles trust a provider that is gone, where it does not go last', async () => {
  mockInstead.turnTrusts = async (...[sync, iam, wanted]: Parameters<typeof Trusts.turnTrusts>) => {
    const state = await readEnvironment(sync, 'lab')
    if (typeof state !== 'string') await real.removeProviders(sync, iam, wanted, state.markers)
    return false
  }
  expect(await faultsOf({ before: [samlEvent(1)], event: absentEvent(2) })).toMatch(/trusts .*, which is not there/)
})

test('people are sent to roles that do not let them in, where a service does not wait for them', async () => {
  mockInstead.nextRow = (...input: Parameters<typeof NextRow.nextRow>) => {
    const step = real.nextRow(...input)
    return step.kind === 'write' ? { ...step, row: { ...step.row, state: 'active' } } : step
  }
  expect(await faultsOf({ before: [], event: samlEvent(1) })).toMatch(/is active, and .* does not let anybody in/)
})

test('the new identity provider gets in by the old policy, where roles do not let go of it meanwhile', async () => {
  mockInstead.turnTrusts = () => Promise.resolve(false)
  const audience = 'https://eu-central-1.signin.aws.amazon.com/saml'
  const story = { before: [samlEvent(1)], event: samlEvent(2, { metadata: metadata('renewed'), audience }) }
  expect(await faultsOf(story)).toMatch(/opens what it should not/)
})

test('services that come at once are lost, where the table is not read again after a write', async () => {
  mockInstead.unchanged = () => true
  // A search, which ends at the first order that loses one: always the same orders, and so at any scale.
  let lost: string[] = []
  for (let seed = 1; seed <= 10 && lost.length === 0; seed++) lost = await atOnce(seed)
  expect(lost).not.toEqual([])
})
