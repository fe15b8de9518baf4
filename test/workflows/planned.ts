import { workplace, type Workplace } from './scripts'
import type { Answer } from './stub'

/** Digest of the access that was approved. */
export const DIGEST = `sha256:${'1'.repeat(64)}`
export const SECRET = 'a-value-that-nobody-may-see'
const approved = JSON.stringify({ digests: { 'a-prod': DIGEST } })
export const change = (address: string, actions: string[], after: unknown = {}): object => ({
  address,
  change: { actions, before: { secret: SECRET }, after, after_unknown: {} },
})
export const CHANGES = [
  change('aws_iam_role.b', ['update'], { secret: SECRET }),
  change('aws_iam_role.quiet', ['no-op']),
  change('aws_iam_role.a', ['delete', 'create']),
]
export const planned = (changes: object[], outputs: object = {}): Answer => ({
  name: 'terraform',
  when: 'show -json tfplan',
  stdout: JSON.stringify({ format_version: '1.2', resource_changes: changes, output_changes: outputs }),
})
export const terraform: Answer = { name: 'terraform', when: '', stdout: SECRET }
const OUTPUTS = { markdown: 'md', json: approved, sarif: '{}', html: 'html', summary: 'told' }
export const reviewed = (status: number): Answer => ({
  name: 'npx',
  when: 'trustloom review',
  status,
  outputs: OUTPUTS,
})

export function place(): Workplace {
  const at = workplace('terraform', 'npx')
  const aws = [
    { allowed_account_ids: ['111111111111'], region: 'cn-north-1', assume_role: [{ role_arn: 'deployer' }] },
    { alias: 'hub', allowed_account_ids: ['000000000000'], region: 'eu-central-1' },
  ]
  at.write('cdktf.out/stacks/a-prod/cdk.tf.json', JSON.stringify({ provider: { aws } }))
  at.write('approved.json', approved)
  return at
}

/** The stack's folder. */
export const STACK = 'cdktf.out/stacks/a-prod'

/** What holds values, and must not stay. */
export const leftovers = (at: Workplace): string[] =>
  ['tfplan', 'plan.json', 'account_override.tf.json'].filter((name) => at.has(`${STACK}/${name}`))
