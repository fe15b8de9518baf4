import { createHash } from 'node:crypto'
import { workplace, type Workplace } from './scripts'
import type { Answer } from './stub'

const DIGEST = `sha256:${'1'.repeat(64)}`
const SECRET = 'a-value-that-nobody-may-see'
const approved = JSON.stringify({ digests: { 'a-prod': DIGEST } })
const change = (address: string, actions: string[], after: unknown = {}): object => ({
  address,
  change: { actions, before: { secret: SECRET }, after, after_unknown: {} },
})
const CHANGES = [
  change('aws_iam_role.b', ['update'], { secret: SECRET }),
  change('aws_iam_role.quiet', ['no-op']),
  change('aws_iam_role.a', ['delete', 'create']),
]
const planned = (changes: object[], outputs: object = {}): Answer => ({
  name: 'terraform',
  when: 'show -json tfplan',
  stdout: JSON.stringify({ format_version: '1.2', resource_changes: changes, output_changes: outputs }),
})
const terraform: Answer = { name: 'terraform', when: '', stdout: SECRET }
const OUTPUTS = { markdown: 'md', json: approved, sarif: '{}', html: 'html', summary: 'told' }
const reviewed = (status: number): Answer => ({ name: 'npx', when: 'trustloom review', status, outputs: OUTPUTS })

function place(): Workplace {
  const at = workplace('terraform', 'npx')
  const aws = [
    { allowed_account_ids: ['111111111111'], region: 'cn-north-1', assume_role: [{ role_arn: 'deployer' }] },
    { alias: 'hub', allowed_account_ids: ['000000000000'], region: 'eu-central-1' },
  ]
  at.write('cdktf.out/stacks/a-prod/cdk.tf.json', JSON.stringify({ provider: { aws } }))
  at.write('approved.json', approved)
  return at
}
const at = place()
const STACK = 'cdktf.out/stacks/a-prod'
const leftovers = (): string[] =>
  ['tfplan', 'plan.json', 'account_override.tf.json'].filter((name) => at.has(`${STACK}/${name}`))

describe('plan.sh', () => {
  test('reviews the plan against the approved digest, and leaves neither the plan nor its values', async () => {
    at.answer(planned(CHANGES, { trustloom: { actions: ['update'] } }), terraform, reviewed(0))
    expect(await at.run('plan.sh', ['a-prod', 'plan', 'approved.json'])).toEqual({ status: 0, output: '' })
    const [review] = at.calls('npx')
    expect(review?.args.join(' ')).toContain(
      `review --plan ${STACK}/plan.json --expect a-prod=${DIGEST} --output markdown=`,
    )
    expect(at.read('plan/review.md')).toBe('md')
    expect(at.read('plan/actions.txt').split('\n')).toEqual([
      '["aws_iam_role.a",["delete","create"]]',
      '["aws_iam_role.b",["update"]]',
      '["output.trustloom",["update"]]',
      expect.stringMatching(/^[0-9a-f]{64}$/),
      '',
    ])
    expect(leftovers()).toEqual([])
  })

  test.each([0, 1, 2, 3, 4])('ends with %i as the review does', async (status) => {
    at.answer(planned(CHANGES), terraform, reviewed(status))
    expect((await at.run('plan.sh', ['a-prod', 'plan'])).status).toBe(status)
    expect(leftovers()).toEqual([])
  })

  test('ends with 4 before it plans where nothing was approved', async () => {
    at.answer(planned([]), terraform, reviewed(0))
    for (const digests of [{}, { 'a-prod': 'sha256:1 --fail-on none' }, { 'a-prod': null }]) {
      at.write('other.json', JSON.stringify({ digests }))
      expect((await at.run('plan.sh', ['a-prod', 'plan', 'other.json'])).status).toBe(4)
    }
    expect(at.calls()).toEqual([])
  })

  test.each(['init', 'plan', 'show'])('stops where terraform %s fails', async (step) => {
    at.answer({ ...terraform, when: step, status: 7 }, planned([]), terraform, reviewed(0))
    expect((await at.run('plan.sh', ['a-prod', 'plan'])).status).toBe(7)
    expect([at.calls('npx'), leftovers()]).toEqual([[], []])
  })

  test('plans with another role in each account, and without a lock, where it is told so', async () => {
    at.command(
      'terraform',
      `#!/bin/sh\ncase "$*" in *show*) stat -c %a ${STACK}/plan.json > mode; echo '{}' ;; *init*) cp ${STACK}/*override* seen.json ;; esac\necho "$*" >> seen\n`,
    )
    at.answer(reviewed(0))
    const env = { ACCOUNT_ROLE: 'mesh-plan', LOCK: 'false', MASK_ACCOUNTS: 'true', FAIL_ON: 'high' }
    expect((await at.run('plan.sh', ['a-prod', 'plan'], env)).status).toBe(0)
    const role = (arn: string): object[] => [{ role_arn: arn, session_name: 'trustloom' }]
    expect(JSON.parse(at.read('seen.json'))).toEqual({
      provider: {
        aws: [
          { assume_role: role('arn:aws-cn:iam::111111111111:role/mesh-plan') },
          { alias: 'hub', assume_role: role('arn:aws:iam::000000000000:role/mesh-plan') },
        ],
      },
    })
    expect(at.read('mode')).toBe('600\n')
    expect(at.read('seen')).toContain('plan -input=false -no-color -lock=false')
    expect(at.calls('npx')[0]?.args.join(' ')).toContain('--mask-accounts --fail-on high')
    expect(leftovers()).toEqual([])
  })

  test.each(['../a', 'a;b', '', 'A'])('takes no stack %j', async (stack) => {
    expect((await at.run('plan.sh', [stack, 'plan'])).output).toContain('usage')
  })
})

describe('apply.sh', () => {
  const there = place()
  const applied = (): boolean => there.calls('terraform').some(({ args }) => args.includes('apply'))
  const plan = async (...changes: object[]): Promise<void> => {
    there.answer(planned(changes), terraform, reviewed(0))
    await there.run('plan.sh', ['a-prod', 'reviewed', 'approved.json'])
  }

  test('applies the very plan that it compared', async () => {
    await plan(...CHANGES)
    there.answer(planned([...CHANGES].reverse()), terraform, reviewed(0))
    expect((await there.run('apply.sh', ['a-prod', 'reviewed'])).status).toBe(0)
    expect(there.calls('npx')[0]?.args.join(' ')).toContain(`--expect a-prod=${DIGEST}`)
    const last = there.calls('terraform').at(-1)?.args.join(' ')
    expect(last).toBe(`-chdir=${STACK} apply -input=false -no-color tfplan`)
    expect(there.has(`${STACK}/tfplan`)).toBe(false)
  })

  test.each([
    ['one change more', [...CHANGES, change('aws_s3_bucket.x', ['delete'])]],
    ['one change less', CHANGES.slice(1)],
    ['another action', [change('aws_iam_role.b', ['delete']), ...CHANGES.slice(1)]],
    ['another value', [change('aws_iam_role.b', ['update'], { secret: 'another' }), ...CHANGES.slice(1)]],
  ])('applies nothing and ends with 4 at %s', async (_, changes) => {
    await plan(...CHANGES)
    there.answer(planned(changes), terraform, reviewed(0))
    const { status, output } = await there.run('apply.sh', ['a-prod', 'reviewed'])
    expect([status, applied()]).toEqual([4, false])
    expect(output).not.toContain(SECRET)
  })

  test.each([1, 3, 4])('applies nothing where the review of the new plan ends with %i', async (status) => {
    await plan(...CHANGES)
    there.answer(planned(CHANGES), terraform, reviewed(status))
    expect((await there.run('apply.sh', ['a-prod', 'reviewed'])).status).toBe(status)
    expect(applied()).toBe(false)
  })

  test('applies nothing where nobody wrote what was approved', async () => {
    there.answer(planned([]), terraform, reviewed(0))
    expect((await there.run('apply.sh', ['a-prod', 'nowhere'])).status).not.toBe(0)
    expect(applied()).toBe(false)
  })
})

test('the hash of a plan is over what would become, not over what is', async () => {
  const hashOf = async (changes: object[]): Promise<string | undefined> => {
    at.command('terraform', `#!/bin/sh\ncase "$*" in *show*) cat shown.json ;; esac\n`)
    at.write('shown.json', JSON.stringify({ resource_changes: changes }))
    at.answer(reviewed(0))
    await at.run('plan.sh', ['a-prod', 'plan'])
    return at.read('plan/actions.txt').split('\n').at(-2)
  }
  const line = `${JSON.stringify(['a.b', ['update'], { x: 1, y: 2 }, {}])}\n`
  const hash = createHash('sha256').update(line).digest('hex')
  expect(await hashOf([change('a.b', ['update'], { y: 2, x: 1 })])).toBe(hash)
  expect(await hashOf([{ ...change('a.b', ['update'], { y: 2, x: 1 }), previous_address: 'a.c' }])).toBe(hash)
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
    at.write('plans/plan-hub/actions.txt', 'x')
    at.write('plans/plan-b/actions.txt', 'x')
    at.write('plans/plan-a-prod/actions.txt', 'x')
    at.write('plans/plan-quiet/actions.txt', '')
    at.write('plans/plan-$(id)/actions.txt', 'x')
    expect((await at.run('collect.sh', ['plans'])).output).toBe('hub=true\nenvironments=["a-prod","b"]\n')
    expect((await at.run('collect.sh', ['nowhere'])).output).toBe('hub=false\nenvironments=[]\n')
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
