import { MESH } from '../support/mesh'
import { lab, project, refuse, succeed } from './project'

const TEMPLATE = 'environments/templates/policies/queue.json.hbs'
const files = {
  [TEMPLATE]:
    '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "sqs:Send*", "Resource": "*" }] }',
  'environments/mesh.yaml': `${MESH}personas: { reader: { policies: [data-lake-user, queue] } }\n`,
}
const waive = (at: string): string =>
  lab('domain:', `waive: [{ rule: action-wildcard, at: ${at}, reason: "CR-1: the vendor\\nasks for it" }]\ndomain:`)

describe('a policy that breaks a rule', () => {
  const at = project(files)

  test('is told with role, policy, hint and the AWS document, by check and by synth', async () => {
    for (const run of [() => at.trustloom('check'), () => at.synth()]) {
      const { stderr } = await refuse(at, run)
      expect(stderr.split('\n')).toEqual([
        `${TEMPLATE}:1:1 error[action-wildcard] acme-lab-reader/queue, statement 1: sqs:Send* stands for more than one action`,
        expect.stringMatching(/^1 \| \{ "Version"/),
        '  | ^',
        '  = list the actions that are meant; https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege',
        '1 error: nothing was written',
        '',
      ])
    }
  })
})

describe('a waiver', () => {
  const at = project({ ...files, 'environments/lab.yaml': waive('acme-lab-reader') })

  test('is listed with its place and its reason, and nothing is an error', async () => {
    const { stdout, stderr } = await succeed(at.trustloom('check'))
    expect(stderr).toBe('')
    expect(stdout.split('\n')).toContain(
      'waived: action-wildcard at acme-lab-reader/queue: CR-1: the vendor asks for it (environments/lab.yaml:2:17)',
    )
  })

  test('is listed as JSON, with what it sets aside', async () => {
    const { stdout } = await succeed(at.trustloom('check --json'))
    const { diagnostics, waivers } = JSON.parse(stdout) as { diagnostics: unknown[]; waivers: unknown[] }
    expect(diagnostics).toEqual([])
    expect(waivers).toEqual([
      {
        rule: 'action-wildcard',
        severity: 'error',
        environment: 'lab',
        owner: 'acme-lab-reader',
        policy: 'queue',
        statement: 0,
        message: 'sqs:Send* stands for more than one action',
        at: 'acme-lab-reader',
        reason: 'CR-1: the vendor\nasks for it',
        source: 'environments/lab.yaml:2:17',
      },
    ])
  })

  test('lets synth render', async () => {
    await succeed(at.synth())
  })
})

test('a waiver that nothing needs is a warning', async () => {
  const at = project({ 'environments/lab.yaml': waive('acme-lab-reader/data-lake-user') })
  const { stdout, stderr } = await succeed(at.trustloom('check'))
  expect(stderr).toContain('environments/lab.yaml:2:17 warning[unused-waiver]')
  expect(stdout).not.toContain('waived:')
})
