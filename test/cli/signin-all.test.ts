import { signInAll } from '../../cli/lib/sign-in/all'
import { allText } from '../../cli/lib/sign-in/all-text'
import type { Asked } from '../../cli/lib/sign-in/asked'
import type { DeclaredRole } from '../../cli/lib/sign-in/declared'
import type { Lab, Tried } from '../../cli/lib/sign-in/lab'
import { sideBySide } from '../../cli/lib/sign-in/side-by-side'
import type { LabConfig } from '../../cli/lib/sign-in/lab-config'

const groups = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H']

/** A mesh of eight groups and one service, where a sign-in becomes what `become` says. */
function labOf(become: (asked: Asked) => Pick<Tried, 'outcome' | 'differences'>, maxGroups = 51): Lab {
  const service = { protocol: 'saml', maxGroups, groupsClaim: 'groups' } as const
  const config = {
    sourceIdentity: '*@example.com',
    groups: Object.fromEntries(groups.map((group) => [group, `000${group}`])),
    services: { reports: service },
    attributes: {},
  } as unknown as LabConfig
  return {
    config,
    faults: [],
    declared: (_, names) => (names[0] === 'H' ? [] : [{} as DeclaredRole]),
    try: (asked) => Promise.resolve({ asked, expected: { roles: [] }, ...become(asked) }),
    close: () => Promise.resolve(),
  }
}

const opened = {
  outcome: { carried: { tags: {}, transitiveTags: [], context: {} }, leftOut: [], roles: [] },
  differences: [],
}

describe('all groups of a service together', () => {
  const sizes = async (lab: Lab): Promise<number[]> =>
    (await signInAll(lab)).signIns.map(({ asked }) => asked.groups.length).filter((size) => size > 1)

  test('are those to whom the files give something', async () => {
    expect(await sizes(labOf(() => opened))).toEqual([7])
  })

  test('are as many as the service takes', async () => {
    expect(await sizes(labOf(() => opened, 5))).toEqual([5])
  })

  test('are as many as fit into one sign-in', async () => {
    const refused = { refused: { code: 'too-many-roles', message: 'too many' } }
    const lab = labOf(({ groups: all }) => (all.length > 4 ? { outcome: refused, differences: [] } : opened))
    expect(await sizes(lab)).toEqual([3])
  })

  test('count, when they are refused for anything else', async () => {
    const difference = { kind: 'refused', message: 'no', stack: 'hub' } as const
    const refused = { refused: { code: 'no-roles', message: 'no' } }
    const lab = labOf(({ groups: all }) => (all.length > 1 ? { outcome: refused, differences: [difference] } : opened))
    expect((await signInAll(lab)).differences).toEqual([difference])
  })
})

test('what differs for one group and for many is told once', async () => {
  const tell = (role: string) => ({ kind: 'shut', message: role, stack: 'lab', service: 'reports', role }) as const
  const lab = labOf(({ groups: all }) => ({
    ...opened,
    differences: all.length > 1 ? [tell('one'), tell('two')] : all[0] === 'A' ? [tell('one')] : [],
  }))
  expect((await signInAll(lab)).differences.map((each) => each.role)).toEqual(['one', 'two'])
})

test('text is a table of groups and services', async () => {
  const refused = { refused: { code: 'no-roles', message: 'no' } }
  const lab = labOf(({ groups: [group] }) => (group === 'H' ? { outcome: refused, differences: [] } : opened))
  expect(allText(await signInAll(lab))).toEqual([
    '   reports',
    ...groups.slice(0, 7).map((group) => `${group}        0`),
    'H        -',
    '',
    '8 sign-ins of 8 groups through 1 service: 0 roles opened, 1 refused; 1 more of several groups at once',
    'everything is as the files say',
  ])
})

describe('side by side', () => {
  test('keeps the order, and never does more at once than it may', async () => {
    let now = 0
    let most = 0
    const results = await sideBySide([5, 1, 4, 2, 3, 0], 2, async (each) => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, each))
      now--
      return each * 10
    })
    expect([results, most]).toEqual([[50, 10, 40, 20, 30, 0], 2])
  })

  test('ends where one fails', async () => {
    await expect(sideBySide([1, 2], 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  })
})
