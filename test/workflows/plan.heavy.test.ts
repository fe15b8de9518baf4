import { createHash } from 'node:crypto'
import { change, CHANGES, DIGEST, leftovers, place, planned, reviewed, SECRET, STACK, terraform } from './planned'
import { STUB } from './stub'

const at = place()

describe('plan.sh', () => {
  test.each([0, 1, 2, 3, 4])('ends with %i as the review does', async (status) => {
    at.answer(planned(CHANGES), terraform, reviewed(status))
    expect((await at.run('plan.sh', ['a-prod', 'plan'])).status).toBe(status)
    expect(leftovers(at)).toEqual([])
  })

  test.each(['init', 'plan', 'show'])('stops where terraform %s fails', async (step) => {
    at.answer({ ...terraform, when: step, status: 7 }, planned([]), terraform, reviewed(0))
    expect((await at.run('plan.sh', ['a-prod', 'plan'])).status).toBe(7)
    expect([at.calls('npx'), leftovers(at)]).toEqual([[], []])
  })

  test('plans with another role in each account, and without a lock, where it is told so', async () => {
    at.command(
      'terraform',
      `#!/bin/sh\ncase "$*" in *show*) stat -c %a ${STACK}/plan.json > mode; echo '{}' ;; *init*) cp ${STACK}/*override* seen.json; echo 'aws 6' > ${STACK}/.terraform.lock.hcl ;; esac\necho "$*" >> seen\n`,
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
    expect(leftovers(at)).toEqual([])
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

  test('applies nothing where Terraform comes to other providers all the same', async () => {
    await plan(...CHANGES)
    there.answer(planned(CHANGES), terraform, reviewed(0))
    there.command('terraform', `#!/bin/sh\n. ./another.sh\n${STUB.replace('#!/bin/sh\n', '')}`)
    there.write('another.sh', `case "$*" in *init*) echo 'aws 7' > ${STACK}/.terraform.lock.hcl ;; esac`)
    const { status, output } = await there.run('apply.sh', ['a-prod', 'reviewed'])
    there.command('terraform', STUB)
    there.write(`${STACK}/.terraform.lock.hcl`, 'aws 6\n')
    expect([status, applied(), output]).toEqual([4, false, expect.stringContaining('would now use other providers')])
  })

  test('plans nothing where terraform init locks no providers', async () => {
    const bare = place()
    bare.command('terraform', '#!/bin/sh\n')
    const { status, output } = await bare.run('plan.sh', ['a-prod', 'reviewed'])
    expect([status, output]).toEqual([1, expect.stringContaining('locked no providers')])
  })

  test('applies nothing where nobody wrote what was approved', async () => {
    there.answer(planned([]), terraform, reviewed(0))
    expect((await there.run('apply.sh', ['a-prod', 'nowhere'])).status).not.toBe(0)
    expect(applied()).toBe(false)
  })
})

test('the hash of a plan is over what would become, not over what is', async () => {
  const hashOf = async (changes: object[]): Promise<string | undefined> => {
    at.command(
      'terraform',
      `#!/bin/sh\ncase "$*" in *show*) cat shown.json ;; *init*) echo 'aws 6' > ${STACK}/.terraform.lock.hcl ;; esac\n`,
    )
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
