import { ReviewInputError } from '../../../core/terraform/read/input-error'
import { hcp, HOST, STORAGE, TOKEN, type Odd } from '../../support/hcp'
import { finding, gained, reviewedEnvironment, reviewWith } from '../../support/review'
import { START, testClock, work, type Worked } from './lab'

const statuses = ({ taken }: Worked): string[] => taken.map(({ status }) => status)
const last = ({ taken }: Worked): string => taken.at(-1)?.message ?? ''
const empty = (status: number, headers: Record<string, string> = {}): Response =>
  new Response(null, { status, headers })

/** Nothing that was said holds the token, and the wire format was kept. */
function expectClean({ faults, log, taken }: Worked): void {
  expect(faults).toEqual([])
  expect(JSON.stringify([log.lines, taken])).not.toContain(TOKEN)
}

describe('a run', () => {
  test('is told that it is looked at, its plan is read, and it gets one result', async () => {
    const plans: string[] = []
    const review = (text: string): ReturnType<typeof reviewWith> => {
      plans.push(text)
      return reviewWith({ environments: [reviewedEnvironment('lab', 'none')] })
    }
    const done = await work({}, { cloud: hcp('{"a":"Ærø"}'), review })
    expect(done.calls).toEqual([`PATCH ${HOST}`, `GET ${HOST}`, `GET ${STORAGE}`, `PATCH ${HOST}`])
    expect(plans).toEqual(['{"a":"Ærø"}'])
    expect(done.taken).toEqual([
      { status: 'running', message: 'Reviewing what the plan does to access', outcomes: [] },
      {
        status: 'passed',
        message: 'None risk: nothing about access changes; a run passes below high',
        url: 'https://github.com/acme/mesh/pull/7',
        outcomes: [
          {
            id: 'access-lab',
            description: 'lab: nothing about access changes',
            body: 'as it is\n',
            tags: { Status: [{ label: 'Passed', level: 'info' }], Severity: [{ label: 'None', level: 'none' }] },
          },
        ],
      },
    ])
    expect(done.log.lines).toEqual([
      {
        level: 'info',
        event: 'reviewed',
        fields: {
          workspace: 'lab',
          run: 'run-i3Df5to9ELvibKpQ',
          stage: 'post_plan',
          status: 'passed',
          announced: true,
          risk: 'none',
        },
      },
    ])
    expectClean(done)
  })

  test('fails at the risk that the mesh names, and passes below it', async () => {
    const at = async (risk: 'medium' | 'high' | 'critical', failOn: 'medium' | 'high'): Promise<string | undefined> => {
      const review = (): ReturnType<typeof reviewWith> =>
        reviewWith({ risk, environments: [reviewedEnvironment('lab', risk)], gained: [gained('lab', risk)] })
      const done = await work({}, { review, failOn })
      expectClean(done)
      return done.taken.at(-1)?.status
    }
    expect(await at('medium', 'high')).toBe('passed')
    expect(await at('high', 'high')).toBe('failed')
    expect(await at('critical', 'high')).toBe('failed')
    expect(await at('medium', 'medium')).toBe('failed')
  })

  test.each([[{ outcomes: false }], [{}], [null], [undefined]])(
    'that takes no outcomes gets none: %j',
    async (capabilities) => {
      const review = (): ReturnType<typeof reviewWith> => reviewWith({ findings: [finding('lab')], risk: 'high' })
      const done = await work({ capabilities }, { review })
      expect(done.taken.at(-1)).toMatchObject({ status: 'failed', outcomes: [] })
      expectClean(done)
    },
  )

  test('before its apply is reviewed, too', async () => {
    const done = await work({ stage: 'pre_apply' })
    expect([statuses(done), done.calls.length]).toEqual([['running', 'passed'], 4])
  })

  test.each([
    ['pre_plan', 'passed', /^There is no plan yet, so nothing was reviewed/],
    ['post_apply', 'passed', /^The plan is applied, so nothing was reviewed/],
    ['mid_plan', 'failed', /^Not reviewed: the stage of the run is not known$/],
  ])('at the stage %s', async (stage, status, message) => {
    const done = await work({ stage, plan_json_api_url: stage === 'mid_plan' ? undefined : null })
    expect([statuses(done), done.calls]).toEqual([
      ['running', status],
      [`PATCH ${HOST}`, `PATCH ${HOST}`],
    ])
    expect(last(done)).toMatch(message)
    expectClean(done)
  })
})

describe('a plan that is not reviewed fails the run', () => {
  const why = async (done: Worked): Promise<unknown> => {
    expect(statuses(done)).toEqual(['running', 'failed'])
    expectClean(done)
    return [last(done), done.log.lines.find(({ event }) => event === 'reviewed')?.fields.code]
  }

  test('where the request names none', async () => {
    const done = await work({ plan_json_api_url: null })
    expect(await why(done)).toEqual(['Not reviewed: the request says nothing of where the plan is', 'plan-missing'])
  })

  test('that is too large, by what its answer says and by what comes', async () => {
    const stated = hcp()
    stated.odd.storage.push(new Response('{}', { headers: { 'content-length': '1000001' } }))
    const message = 'Not reviewed: the plan has more than 1 MB: split the workspace'
    const options = { maxPlan: 1_000_000 }
    expect(await why(await work({}, { ...options, cloud: stated }))).toEqual([message, 'plan-too-large'])
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 100_000
        controller.enqueue(Buffer.alloc(100_000, 'x'))
      },
    })
    expect(await why(await work({}, { ...options, cloud: hcp(endless) }))).toEqual([message, 'plan-too-large'])
    expect(sent).toBeLessThan(2_000_000)
    expect(statuses(await work({}, { maxPlan: 10, cloud: hcp('0123456789') }))).toEqual(['running', 'passed'])
  })

  test('that is no text', async () => {
    const cloud = hcp(new Uint8Array([0x7b, 0xff, 0x7d]))
    expect(await why(await work({}, { cloud }))).toEqual([
      'Not reviewed: the plan is no text in UTF-8',
      'plan-unreadable',
    ])
    const cut = hcp(new Uint8Array([0x22, 0xc3]))
    expect(await why(await work({}, { cloud: cut }))).toEqual([expect.stringContaining('UTF-8'), 'plan-unreadable'])
  })

  test('that cannot be read, with what is wrong with it on one line', async () => {
    const review = (): never => {
      throw new ReviewInputError(`the format\n\u202eversion is ${'9'.repeat(2000)}`)
    }
    const [message, code] = (await why(await work({}, { review }))) as [string, string]
    expect(code).toBe('plan-unreadable')
    expect(message).toMatch(/^Not reviewed: the format version is 9{400,}…$/)
  })

  test('whose review breaks, without telling what it broke on', async () => {
    const review = (): never => {
      throw new SyntaxError('Unexpected token in {"password":"hunter2"}')
    }
    const done = await work({}, { review })
    expect(await why(done)).toEqual([
      'Not reviewed: the review went wrong, and the log of the run task says where',
      'review-failed',
    ])
    expect(done.log.lines[0]).toMatchObject({
      level: 'error',
      event: 'failed',
      fields: { code: 'review-failed', error: 'SyntaxError' },
    })
    expect(JSON.stringify([done.log.lines, done.taken])).not.toContain('hunter2')
  })

  test('whose review cannot be shown', async () => {
    const render = (): never => {
      throw new Error('no')
    }
    const review = (): ReturnType<typeof reviewWith> =>
      reviewWith({ environments: [reviewedEnvironment('lab', 'none')] })
    expect(await why(await work({}, { review, render }))).toEqual([expect.any(String), 'review-failed'])
  })

  test.each([401, 403, 400, 410])('that is refused with %d, at once', async (status) => {
    const cloud = hcp()
    cloud.odd.plan.push(empty(status))
    const done = await work({}, { cloud })
    expect(await why(done)).toEqual([
      `Not reviewed: the plan could not be read: HCP Terraform answered ${status}`,
      'plan-refused',
    ])
    expect(done.waits).toEqual([])
  })

  test.each([204, 404, 429, 500, 503])('that is answered with %d for too long', async (status) => {
    const cloud = hcp()
    cloud.odd.plan.push(...Array.from({ length: 20 }, () => empty(status)))
    const done = await work({}, { cloud })
    expect(await why(done)).toEqual([
      `Not reviewed: the plan could not be read: HCP Terraform answered ${status}`,
      'plan-unavailable',
    ])
    expect(done.waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000])
  })

  test.each([
    'https://example.com/plan',
    'http://archivist.terraform.io/plan',
    'https://archivist.example.com/plan',
    'https://archivist.terraform.io:444/plan',
    'https://169.254.169.254/latest/meta-data/iam',
    'file:///etc/passwd',
    'https://',
  ])('that lies elsewhere: %s', async (location) => {
    const cloud = hcp()
    cloud.odd.plan.push(empty(307, { location }))
    const done = await work({}, { cloud })
    expect(await why(done)).toEqual([expect.stringContaining('does not read'), 'plan-elsewhere'])
    expect(done.calls.filter((each) => each.startsWith('GET'))).toEqual([`GET ${HOST}`])
  })

  test('that is sent on for ever', async () => {
    const cloud = hcp()
    const again = (): Response => empty(302, { location: '/api/v2/plans/plan-6AFmRJW1PFJ7qbAh/json-output' })
    cloud.odd.plan.push(...Array.from({ length: 9 }, again))
    const done = await work({}, { cloud })
    expect(await why(done)).toEqual(['Not reviewed: the plan was sent on too often', 'plan-elsewhere'])
    expect(done.calls).toHaveLength(2 + 4)
  })
})

describe('a plan that comes late', () => {
  const hang: Odd = ({ signal }) =>
    new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => {
      controller.enqueue(Buffer.from('{'))
      controller.error(new Error('reset'))
    },
  })
  test.each<[string, 'plan' | 'storage', Odd]>([
    ['not finished', 'plan', empty(204)],
    ['not there yet', 'storage', empty(404)],
    ['a server that is busy', 'plan', empty(503)],
    ['a connection that is refused', 'plan', new TypeError('fetch failed')],
    ['a connection that breaks', 'storage', new Response(broken)],
    ['a connection that hangs', 'storage', hang],
  ])('is read again: %s', async (_, at, odd) => {
    const cloud = hcp()
    cloud.odd[at].push(odd)
    const done = await work({}, { cloud, planCall: 50 })
    expect([statuses(done), done.waits]).toEqual([['running', 'passed'], [250]])
    expectClean(done)
  })

  test.each([
    ['7', 7000],
    [new Date(START + 12_000).toUTCString(), 12_000],
    ['soon', 250],
    ['-5', 250],
  ])('is left alone for as long as it asks for: %s', async (after, wait) => {
    const cloud = hcp()
    cloud.odd.plan.push(empty(429, { 'retry-after': after }))
    expect((await work({}, { cloud })).waits).toEqual([wait])
  })

  test('is not waited for beyond the time that a result needs', async () => {
    const cloud = hcp()
    cloud.odd.plan.push(empty(429, { 'retry-after': '600' }))
    const done = await work({}, { cloud })
    expect([statuses(done), done.waits]).toEqual([['running', 'failed'], []])
  })
})

describe('a result', () => {
  test.each<[string, Odd]>([
    ['a server that is busy', empty(502)],
    ['too many calls', empty(429)],
    ['no connection', new TypeError('fetch failed')],
  ])('is sent again after %s', async (_, odd) => {
    const cloud = hcp()
    cloud.odd.result.push(odd)
    const done = await work({}, { cloud })
    expect([statuses(done), done.waits]).toEqual([['running', 'passed'], [250]])
    expectClean(done)
  })

  test('follows, where nobody took that it is looked at', async () => {
    const cloud = hcp()
    cloud.odd.result.push(empty(500), empty(500))
    const done = await work({}, { cloud })
    expect(statuses(done)).toEqual(['passed'])
    expect(done.log.lines).toMatchObject([{ event: 'reviewed', fields: { announced: false } }])
  })

  test.each([401, 404, 422, 301])('that is refused with %d is not sent again, and that is told', async (status) => {
    const cloud = hcp()
    cloud.odd.result.push(empty(status), empty(status))
    const done = await work({}, { cloud })
    expect(done.taken).toEqual([])
    expect(done.calls.filter((each) => each.startsWith('PATCH'))).toHaveLength(2)
    expect(done.log.lines).toMatchObject([
      { level: 'error', event: 'failed', fields: { code: 'result-not-taken', status, workspace: 'lab' } },
    ])
  })

  test('is not sent for ever', async () => {
    const cloud = hcp()
    cloud.odd.result.push(...Array.from({ length: 50 }, () => empty(503)))
    const done = await work({}, { cloud })
    expect(done.calls.filter((each) => each.startsWith('PATCH'))).toHaveLength(2 + 12)
    expect(done.waits.reduce((sum, each) => sum + each, 0)).toBeLessThan(9.5 * 60_000)
    expect(done.log.lines).toMatchObject([{ level: 'error', event: 'failed' }])
  })

  test('is sent once, however late the work began', async () => {
    const clock = testClock()
    await clock.wait(20 * 60_000)
    const done = await work({}, { clock })
    expect(statuses(done)).toEqual(['running', 'failed'])
    expect(last(done)).toContain('there was no time left')
  })

  test('comes after waits that chance makes longer, and never longer than half a minute', async () => {
    const cloud = hcp()
    cloud.odd.plan.push(...Array.from({ length: 7 }, () => empty(503)))
    const clock = { ...testClock(), random: () => 1 }
    await work({}, { cloud, clock })
    expect(clock.waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 30_000])
  })
})
