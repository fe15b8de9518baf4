import { IamFault, type IamOptions } from '../../support/iam'
import { some } from '../../support/scale'
import { absentEvent, LAB, metadata, oidcEvent, samlEvent, startLab, type Lab } from './lab'

let lab: Lab | undefined
afterEach(() => lab?.close())

const SAML = `arn:aws:iam::${LAB}:saml-provider/acme-databricks`

interface Failing {
  readonly action: RegExp
  readonly fault: () => IamFault
  readonly times: number
}

/** The first calls of an action fail. */
function failing({ action, fault, times }: Failing): IamOptions {
  let left = times
  return {
    before: (call) => {
      if (action.test(call.action) && left-- > 0) throw fault()
    },
  }
}

describe('an error that passes is waited for', () => {
  const cases: Record<string, Failing> = {
    'ConcurrentModification of a provider': {
      action: /^CreateSAMLProvider/,
      fault: () => new IamFault('ConcurrentModification', 409),
      times: 3,
    },
    'throttling of reads': { action: /^GetRole/, fault: () => new IamFault('Throttling', 400), times: 4 },
    'throttling of writes': {
      action: /^UpdateAssumeRolePolicy/,
      fault: () => new IamFault('Throttling', 400),
      times: 4,
    },
    'a fault of IAM': { action: /^Update/, fault: () => new IamFault('ServiceFailure', 500), times: 2 },
    'a provider that IAM does not know everywhere yet': {
      action: /^UpdateAssumeRolePolicy/,
      fault: () => new IamFault('MalformedPolicyDocument', 400),
      times: 3,
    },
    'a role that IAM does not know everywhere yet': {
      action: /^GetRole/,
      fault: () => new IamFault('NoSuchEntity', 404),
      times: 3,
    },
  }
  test.each(Object.entries(cases))('%s', async (_, failure) => {
    lab = await startLab({ iam: failing(failure) })
    const waits: number[] = []
    const wait = (milliseconds: number): Promise<void> => Promise.resolve(void waits.push(milliseconds))
    expect(await lab.worker({ wait }).follow(samlEvent(1))).toEqual([])
    expect(await lab.service()).toMatchObject({ state: 'active' })
    expect(waits.length).toBeGreaterThanOrEqual(failure.times)
    expect(Math.max(...waits)).toBeLessThanOrEqual(6_400)
  })
})

describe('an error that does not pass', () => {
  test('is waited for no longer than some seconds; the event comes again, and goes on', async () => {
    const failure = { action: /^UpdateAssumeRolePolicy/, fault: () => new IamFault('ServiceFailure', 500), times: 30 }
    lab = await startLab({ iam: failing(failure) })
    let waited = 0
    const wait = (milliseconds: number): Promise<void> => Promise.resolve(void (waited += milliseconds))
    expect(await lab.worker({ wait }).follow(samlEvent(1))).toEqual(['m0'])
    expect(lab.logged.at(-1)).toMatchObject({ event: 'failed' })
    expect(await lab.service()).toMatchObject({ state: 'pending' })
    expect(waited).toBeLessThan(60_000)
    await lab.follow(samlEvent(1))
    expect(await lab.service()).toMatchObject({ state: 'active' })
  })

  test('that no wait helps is not waited for', async () => {
    const failure = { action: /^GetRole/, fault: () => new IamFault('AccessDenied', 403), times: Infinity }
    lab = await startLab({ iam: failing(failure) })
    const waits: number[] = []
    const wait = (milliseconds: number): Promise<void> => Promise.resolve(void waits.push(milliseconds))
    expect(await lab.worker({ wait }).follow(samlEvent(1))).toEqual(['m0'])
    expect(waits).toEqual([])
  })

  test('in one role does not keep the others from losing what is taken away', async () => {
    const options: { before?: IamOptions['before'] } = {}
    lab = await startLab({ iam: options })
    await lab.follow(samlEvent(1))
    options.before = ({ action, subject }) => {
      if (action === 'UpdateAssumeRolePolicy' && subject === 'acme-lab-owner') throw new IamFault('AccessDenied', 403)
    }
    expect(await lab.worker().follow(absentEvent(2))).toEqual(['m0'])
    const trusting = [...lab.iam.account(LAB).roles].filter(([, { trust }]) => trust.includes(SAML))
    expect(trusting.map(([name]) => name)).toEqual(['acme-lab-owner'])
    // The role still trusts it: the provider must not go, nor the row be that of a service which is gone.
    expect([lab.iam.account(LAB).saml.size, (await lab.service())?.state]).toEqual([1, 'removing'])
  })
})

describe.each(some([1, 2, 3, 4]))('reads that lag %d calls behind writes', (lag) => {
  test('a service comes, changes and goes', async () => {
    lab = await startLab({ iam: { lag } })
    await lab.follow(samlEvent(1))
    expect(lab.trust('acme-lab-reader')).toContain(SAML)
    await lab.follow(samlEvent(2, { metadata: metadata('renewed') }))
    expect(lab.iam.account(LAB).saml.get(SAML)?.metadata).toBe(metadata('renewed'))
    await lab.follow(absentEvent(3))
    expect([lab.trust('acme-lab-reader').includes(SAML), lab.iam.account(LAB).saml.size]).toEqual([false, 0])
    await lab.follow(oidcEvent(1), oidcEvent(2, { clientIds: ['other'] }))
    const [provider] = [...lab.iam.account(LAB).oidc.values()].filter((each) => each.url.endsWith('aus2'))
    expect(provider?.clientIds).toEqual(['other'])
  })
})

test.each([1, 4])(
  'a service is active only when reads have shown that every role trusts it, though they lag %d calls behind',
  async (lag) => {
    lab = await startLab({ iam: { lag } })
    await lab.follow(samlEvent(1))
    const calls = lab.iam.calls.map(({ action, subject }) => `${action} ${subject}`)
    for (const role of ['acme-lab-owner', 'acme-lab-reader', 'acme-lab-share-partners']) {
      const written = calls.lastIndexOf(`UpdateAssumeRolePolicy ${role}`)
      const reads = calls.slice(written).filter((each) => each === `GetRole ${role}`)
      expect(reads.length).toBeGreaterThan(lag)
    }
  },
)

test('a policy that somebody overwrites before it is read back is written again', async () => {
  const options: { changed?: IamOptions['changed'] } = {}
  lab = await startLab({ iam: options })
  const before = lab.trust('acme-lab-owner')
  const { roles } = lab.iam.account(LAB)
  options.changed = ({ subject }) => {
    if (subject !== 'acme-lab-owner') return
    roles.set(subject, { path: '/acme/', tags: {}, ...roles.get(subject), trust: before })
    options.changed = undefined
  }
  await lab.follow(samlEvent(1))
  expect(lab.trust('acme-lab-owner')).toContain(SAML)
  expect(await lab.service()).toMatchObject({ state: 'active' })
})
