import { ACTIONS } from '../actions'
import { NO_FACTS, type Area, type Expectation, type Probe } from '../area'
import { NOBODY, type DeclaredRole, type Places } from '../places'

interface LogProbe extends Probe {
  readonly group: string
}

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatchlogs.html */
const READS: ReadonlySet<string> = new Set(['logs:DescribeLogStreams', 'logs:FilterLogEvents', 'logs:GetLogEvents'])
const WRITES: ReadonlySet<string> = new Set(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'])
const OF_JOBS = '/aws-glue/'

/** Log groups of each author, of jobs that chose none, and of something else. */
export function logProbes({ access, workgroups }: Places): LogProbe[] {
  const groups = [
    ...workgroups.flatMap((each) => [`${OF_JOBS}${each}/out`, `${OF_JOBS}${each}x/out`]),
    `${OF_JOBS}jobs/output`,
    '/aws-gluex/out',
    `/aws/lambda/${NOBODY}`,
  ]
  const { partition, region, account } = access
  return [
    ...groups.map((group) => ({
      resource: `arn:${partition}:logs:${region}:${account}:log-group:${group}:log-stream:1`,
      facts: NO_FACTS,
      label: `log group ${group}`,
      group,
    })),
    { resource: '*', facts: NO_FACTS, label: 'logs', group: '' },
  ]
}

/** Authors read the logs of their own jobs, jobs write; a template of a mesh's own may do what it needs to. */
export function logArea(role: DeclaredRole, probes: readonly LogProbe[]): Area<LogProbe> {
  const otherwise: Expectation = role.hasOwnTemplate ? 'may' : 'never'
  const reads = role.policies.has('pipeline-author')
  const writes = role.policies.has('pipeline-job')
  return {
    name: 'logs',
    actions: ACTIONS.logs,
    groups: [{ head: undefined, probes }],
    expects: (action, { group }) => {
      if (reads && READS.has(action) && group.startsWith(`${OF_JOBS}${role.name}/`)) return 'must'
      if (writes && WRITES.has(action) && group.startsWith(OF_JOBS)) return 'must'
      return otherwise
    },
    needed: new Set([...(reads ? READS : []), ...(writes ? WRITES : [])]),
  }
}

interface MetricProbe extends Probe {
  readonly namespace: string | undefined
}

export const metricProbes = (): MetricProbe[] =>
  [undefined, 'Glue', 'AWS/Billing'].map((namespace) => ({
    resource: '*',
    facts: namespace === undefined ? NO_FACTS : new Map([['cloudwatch:namespace', namespace]]),
    label: `metrics of ${namespace ?? 'no namespace'}`,
    namespace,
  }))

/** Jobs count what they do, for themselves. */
export function metricArea(role: DeclaredRole, probes: readonly MetricProbe[]): Area<MetricProbe> {
  const counts = role.policies.has('pipeline-job')
  const put = 'cloudwatch:PutMetricData'
  return {
    name: 'metrics',
    actions: ACTIONS.cloudwatch,
    groups: [{ head: undefined, probes }],
    expects: (action, { namespace }) => {
      if (counts && action === put && namespace === 'Glue') return 'must'
      return role.hasOwnTemplate ? 'may' : 'never'
    },
    needed: new Set(counts ? [put] : []),
  }
}
