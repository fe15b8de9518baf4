import type { Risk } from '../../core/model/risk/levels'
import type { Finding, RatedPath, Review, ReviewedEnvironment, ReviewPath } from '../../core/review/types'

/** A review in which nothing changes, with what is given in the place of that. */
export function reviewWith(changes: Partial<Review> = {}): Review {
  return {
    digest: 'sha256:0',
    risk: 'none',
    environments: [],
    gained: [],
    lost: [],
    changed: [],
    findings: [],
    notAnalysed: [],
    regranted: [],
    folded: { tags: 0, descriptions: 0, metadata: 0, others: 0 },
    approvals: [],
    drift: { gained: [], lost: [], changed: [] },
    ...changes,
  }
}

export const reviewedEnvironment = (name: string, risk: Risk): ReviewedEnvironment => ({
  name,
  account: '111111111111',
  state: 'kept',
  digest: `sha256:${name}`,
  risk,
  changed: risk !== 'none',
  datasets: [],
  codes: {},
})

export const reviewPath = (environment: string, changes: Partial<ReviewPath> = {}): ReviewPath => ({
  environment,
  account: '111111111111',
  service: 'notebooks',
  group: 'READERS',
  role: `acme-${environment}-reader`,
  dataset: 'trials',
  database: `${environment}_trials`,
  table: 'visits',
  location: null,
  permission: 'SELECT',
  columns: null,
  rows: null,
  grantable: false,
  expires: null,
  sessionHours: 1,
  ...changes,
})

export const gained = (environment: string, risk: Risk = 'medium'): RatedPath => ({
  path: reviewPath(environment),
  risk,
  reasons: ['new-group'],
})

export const finding = (environment: string, risk: Risk = 'high'): Finding => ({
  rule: 'not-analysed',
  risk,
  environment,
  message: 'something',
})
