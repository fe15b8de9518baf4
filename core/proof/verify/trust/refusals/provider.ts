import { rightAttempt, type Refusal, type Way } from './way'

export function providerFaults(way: Way): Refusal[] {
  const { account, partition } = way.place
  const right = rightAttempt(way)
  const other = account === '999999999999' ? '888888888888' : '999999999999'
  const from = (provider: string): Refusal => ({ fault: `through ${provider}`, attempt: { ...right, provider } })
  const called = (provider: string): Refusal => ({
    fault: `to ${provider}`,
    attempt: { ...right, provider, action: 'sts:AssumeRole' },
  })
  const foreign = right.provider.startsWith('arn:')
    ? [right.provider.replace(`:${account}:`, `:${other}:`), `${right.provider}-2`, right.provider.slice(0, -1)]
    : ['accounts.google.com', `${right.provider}.evil.com`]
  const swapped = right.action === 'sts:AssumeRoleWithSAML' ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRoleWithSAML'
  return [
    ...foreign.map(from),
    { fault: `by ${swapped}`, attempt: { ...right, action: swapped } },
    called(`arn:${partition}:iam::${account}:root`),
    called(`arn:${partition}:iam::${account}:role/admin`),
    called(`arn:${partition}:iam::${other}:root`),
    called('ec2.amazonaws.com'),
    called('lambda.amazonaws.com'),
  ]
}
