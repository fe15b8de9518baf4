import { some } from '../support/scale'
import { CHANGES, DIGEST, leftovers, place, planned, reviewed, STACK, terraform } from './planned'

const at = place()
describe('plan.sh', () => {
  test('reviews the plan against the approved digest, and leaves neither the plan nor its values', async () => {
    at.answer(planned(CHANGES, { trustloom: { actions: ['update'] } }), terraform, reviewed(0))
    expect(await at.run('plan.sh', ['a-prod', 'plan', 'approved.json'])).toEqual({ status: 0, output: '' })
    const [review] = at.calls('npx')
    expect(review?.args.join(' ')).toContain(
      `review --plan ${STACK}/plan.json --expect a-prod=${DIGEST} --output markdown=`,
    )
    expect(at.read('plan/review.md')).toBe('md')
    expect(at.read('plan/providers.lock.hcl')).toBe('aws 6\n')
    expect(at.read('plan/actions.txt').split('\n')).toEqual([
      '["aws_iam_role.a",["delete","create"]]',
      '["aws_iam_role.b",["update"]]',
      '["output.trustloom",["update"]]',
      expect.stringMatching(/^[0-9a-f]{64}$/),
      '',
    ])
    expect(leftovers(at)).toEqual([])
  })

  test('ends with 4 before it plans where nothing was approved', async () => {
    at.answer(planned([]), terraform, reviewed(0))
    for (const digests of [{}, { 'a-prod': 'sha256:1 --fail-on none' }, { 'a-prod': null }]) {
      at.write('other.json', JSON.stringify({ digests }))
      expect((await at.run('plan.sh', ['a-prod', 'plan', 'other.json'])).status).toBe(4)
    }
    expect(at.calls()).toEqual([])
  })

  test.each(['../a', 'a;b', '', 'A'])('takes no stack %j', async (stack) => {
    expect((await at.run('plan.sh', [stack, 'plan'])).output).toContain('usage')
  })
})

describe('apply.sh', () => {
  const there = place()

  test('applies the very plan that it compared, and no other', async () => {
    there.answer(planned(CHANGES), terraform, reviewed(0))
    await there.run('plan.sh', ['a-prod', 'reviewed', 'approved.json'])
    const applied = async (changes: object[]): Promise<[number, boolean]> => {
      there.answer(planned(changes), terraform, reviewed(0))
      const { status } = await there.run('apply.sh', ['a-prod', 'reviewed'])
      return [status, there.calls('terraform').some(({ args }) => args.includes('apply'))]
    }
    expect(await applied([...CHANGES].reverse())).toEqual([0, true])
    expect(await applied(CHANGES.slice(1))).toEqual([4, false])
  })

  test('uses the providers that the plan was made with, and no others', async () => {
    there.answer(planned(CHANGES), terraform, reviewed(0))
    await there.run('plan.sh', ['a-prod', 'locked', 'approved.json'])
    there.answer(planned(CHANGES), terraform, reviewed(0))
    expect((await there.run('apply.sh', ['a-prod', 'locked'])).status).toBe(0)
    const init = there.calls('terraform').find(({ args }) => args.includes('init'))
    expect(init?.args).toContain('-lockfile=readonly')

    const applied = async (): Promise<[number, boolean, string]> => {
      there.answer(planned(CHANGES), terraform, reviewed(0))
      const { status, output } = await there.run('apply.sh', ['a-prod', 'locked'])
      return [status, there.calls('terraform').some(({ args }) => args.includes('apply')), output]
    }
    there.write(`${STACK}/.terraform.lock.hcl`, 'aws 7\n')
    expect(await applied()).toEqual([4, false, expect.stringContaining('other providers are locked here')])
    there.write(`${STACK}/.terraform.lock.hcl`, 'aws 6\n')
    there.write('locked/providers.lock.hcl', '')
    expect(await applied()).toEqual([4, false, expect.stringContaining('nobody wrote which providers')])
  })
})

describe('place.sh', () => {
  test.each([
    ['arn:aws:iam::000000000000:role/ci/plan', 'arn:aws:iam::000000000000:role/ci/plan'],
    ['arn:aws:iam::{account}:role/plan', 'arn:aws:iam::111111111111:role/plan'],
  ])('says which role and Region: %s', async (role, arn) => {
    expect(await at.run('place.sh', ['a-prod', role])).toEqual({
      status: 0,
      output: `role=${arn}\nregion=cn-north-1\n`,
    })
  })

  test.each(['', 'plan', 'arn:aws:iam::000000000000:role/x\nevil=1'])('takes no role %j', async (role) => {
    expect((await at.run('place.sh', ['a-prod', role])).status).not.toBe(0)
  })
})

describe('collect.sh', () => {
  test('names what would change', async () => {
    for (const stack of ['hub', 'b', 'a-prod']) {
      at.write(`plans/plan-${stack}/actions.txt`, 'x')
      at.write(`plans/plan-${stack}/providers.lock.hcl`, 'aws 6')
    }
    at.write('plans/plan-quiet/actions.txt', '')
    at.write('plans/plan-$(id)/actions.txt', 'x')
    expect((await at.run('collect.sh', ['plans'])).output).toBe('hub=true\nenvironments=["a-prod","b"]\n')
    expect((await at.run('collect.sh', ['nowhere'])).output).toBe('hub=false\nenvironments=[]\n')
    at.write('plans/plan-b/providers.lock.hcl', '')
    expect((await at.run('collect.sh', ['plans'])).status).toBe(1)
  })
})

describe('changed.sh and stacks.sh', () => {
  const environment = (name: string, changed: boolean, state = 'kept'): object => ({ name, changed, state })
  const environments = [
    environment('a-prod', true),
    environment('b', false),
    environment('c', true, 'gone'),
    environment('hub', false),
  ]

  test('name environments', async () => {
    at.write('review.json', JSON.stringify({ environments }))
    expect((await at.run('changed.sh', ['review.json'])).output).toBe('["a-prod"]\n')
    expect((await at.run('stacks.sh', ['review.json'])).output).toBe('["a-prod","b","hub"]\n')
    at.write('review.json', JSON.stringify({ environments: [] }))
    expect(await at.run('changed.sh', ['review.json'])).toEqual({ status: 0, output: '[]\n' })
  })

  test.each([
    ['a name that is no name', ['a"]\nx=1']],
    ['too many', Array.from({ length: 257 }, (_, index) => `e${index}`)],
  ])('refuse %s', async (_, names) => {
    at.write('review.json', JSON.stringify({ environments: names.map((name) => environment(name, true)) }))
    for (const script of ['changed.sh', 'stacks.sh']) {
      const { status, output } = await at.run(script, ['review.json'])
      expect([status, output]).toEqual([5, expect.stringContaining('jq: error')])
    }
  })
})

describe('told.sh', () => {
  const quiet = {
    digests: { a: 'sha256:1' },
    environments: [{ name: 'a', changed: false, state: 'kept', datasets: [{ stewards: ['x'] }] }],
    gained: [],
    lost: [],
    changed: [],
    findings: [],
    notAnalysed: [],
    regranted: [],
    folded: { tags: 0, descriptions: 0, metadata: 0, others: 0 },
    approvals: [],
    drift: { gained: [], lost: [], changed: [] },
    read: { types: 41, arguments: 3208 },
  }
  const told = async (more: object): Promise<string> => {
    at.write('review.json', JSON.stringify({ ...quiet, ...more }))
    return (await at.run('told.sh', ['review.json'])).output
  }

  test('is quiet only where a review tells nothing', async () => {
    expect(await told({})).toBe('false\n')
    const loud: object[] = [
      ...['gained', 'lost', 'changed', 'findings', 'notAnalysed', 'regranted'].map((key) => ({ [key]: [{}] })),
      { drift: { ...quiet.drift, lost: [{}] } },
      { folded: { ...quiet.folded, others: 1 } },
      { environments: [{ name: 'a', changed: true, state: 'kept' }] },
      { environments: [{ name: 'a', changed: false, state: 'new' }] },
    ]
    for (const each of some(loud)) expect([each, await told(each)]).toEqual([each, 'true\n'])
  })
})

test('unreviewed.sh names the run, and nothing that is no address', async () => {
  const { output } = await at.run('unreviewed.sh', ['https://github.com/acme/mesh/actions/runs/42'])
  expect(output).toContain('[The run](https://github.com/acme/mesh/actions/runs/42) says why')
  expect((await at.run('unreviewed.sh', ['https://x/)[y](z'])).output).toContain('usage')
})

describe('summary.sh', () => {
  test('adds what GitHub shows, and says where else to look', async () => {
    const env = { GITHUB_STEP_SUMMARY: 'summary' }
    const [small, large] = [at.write('small', 'told\n'), at.write('large', 'x'.repeat(1_048_577))]
    for (const file of [small, large, 'nowhere']) expect((await at.run('summary.sh', [file], env)).status).toBe(0)
    expect(at.read('summary')).toBe(
      'told\nThe summary has 1048577 bytes, and GitHub shows 1048576: read the artifact instead.\n',
    )
  })
})
