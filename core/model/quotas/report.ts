import { error, warning, type Diagnostic } from '../diagnostic'
import { warnsFrom, type Quota } from './quota'
import { quotaOf } from './table'
import { shareOf, type Usage } from './usage'

/**
 * What is over its quota, each an error, and what comes near one: for each quota and environment one warning, which
 * names the fullest and says how many others there are.
 */
export function checkUsages(usages: readonly Usage[]): Diagnostic[] {
  const near = new Map<string, Usage[]>()
  const errors: Diagnostic[] = []
  for (const usage of usages) {
    const quota = quotaOf(usage.quota)
    if (quota.rule === 'refused' && usage.used > usage.limit) errors.push(over(usage, quota))
    else if (usage.used >= warnsFrom(quota, usage.limit)) {
      const key = JSON.stringify([usage.quota, usage.environment])
      const group = near.get(key)
      if (group) group.push(usage)
      else near.set(key, [usage])
    }
  }
  return [...errors, ...[...near.values()].flatMap(nearing)]
}

/** "the trust policy of acme-lab-owner has 2100 of 2048 characters" */
export function describeUsage({ owner, used, limit }: Usage, { subject, unit }: Quota): string {
  return `${subject.replace('{owner}', () => owner)} ${used} of ${limit} ${unit}`
}

function over(usage: Usage, quota: Quota): Diagnostic {
  const { raise, advice } = quota
  const most = raise?.to.at(-1) ?? 0
  const raised = most > usage.limit ? (raise?.to.find((each) => each >= usage.used && each > usage.limit) ?? most) : 0
  const more =
    raise && raised > 0 ? `, or raise the quota in AWS and write it as quotas: { ${raise.key}: ${raised} }` : ''
  return error('quota', describeUsage(usage, quota), usage.at, (usage.hint ?? advice) + more)
}

function nearing(usages: readonly Usage[]): Diagnostic[] {
  const [worst, ...others] = [...usages].sort((a, b) => shareOf(b) - shareOf(a))
  if (!worst) return []
  const quota = quotaOf(worst.quota)
  const more =
    others.length === 0 ? '' : `, with ${others.length} more ${quota.scope}${others.length > 1 ? 's' : ''} as near`
  return [warning('quota-near', describeUsage(worst, quota) + more, worst.at, worst.hint ?? quota.advice)]
}
