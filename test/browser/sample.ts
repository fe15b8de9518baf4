import type { Comparison, ReviewedDataset, ReviewPath } from '../../core/review/types'
import { altered, invented, path, rated } from '../core/review/invented'
import { comparisonOf } from '../core/review/invented-comparison'

const share = (environment: string, dataset: string): string => `novo-${environment}-share-${dataset}`
const address = (name: string): string => `aws_lakeformation_permissions.${name}`

const dataset = (
  name: string,
  classification: string,
  sensitivity: ReviewedDataset['sensitivity'],
): ReviewedDataset => ({
  name,
  database: name.replace('-', '_'),
  classification,
  sensitivity,
  owner: `ADG-${name.toUpperCase()}-OWNERS`,
})

const DATASETS = [
  dataset('trials', 'restricted', 'sensitive'),
  dataset('imaging', 'confidential', 'sensitive'),
  dataset('lab-results', 'confidential', 'sensitive'),
  dataset('reference', 'public', 'public'),
]

const gained = [
  ...['databricks', 'snowflake', 'workbench'].map((service) =>
    rated(
      {
        group: 'ADG-EXTERNAL-CRO',
        service,
        role: share('clinical-prod', 'trials'),
        address: address('trials_cro_subjects'),
      },
      'sensitive',
    ),
  ),
  ...['ADG-STATISTICS', 'ADG-BIOMARKERS'].map((group) =>
    rated(
      {
        group,
        service: 'workbench',
        role: share('clinical-prod', 'trials'),
        address: address('trials_share_subjects'),
      },
      'new-provider',
    ),
  ),
  ...['ADG-STATISTICS', 'ADG-BIOMARKERS'].map((group) =>
    rated(
      {
        group,
        permission: 'INSERT',
        role: share('clinical-prod', 'trials'),
        address: address('trials_share_subjects'),
      },
      'write-gained',
    ),
  ),
  rated(
    { group: 'ADG-DATA-STEWARDS', dataset: 'reference', table: 'countries', role: share('clinical-prod', 'reference') },
    'public-data',
  ),
  rated(
    {
      environment: 'clinical-dev',
      group: 'ADG-EXTERNAL-CRO',
      dataset: 'imaging',
      table: 'scans',
      role: share('clinical-dev', 'imaging'),
    },
    'new-group',
  ),
]

const changed = [
  altered(
    {
      group: 'ADG-SAFETY',
      dataset: 'lab-results',
      table: 'panels',
      rows: null,
      role: share('clinical-prod', 'lab-results'),
    },
    { rows: "country = 'DK'" },
    'row-filter-removed',
  ),
  altered(
    {
      group: 'ADG-IMAGING',
      dataset: 'imaging',
      table: 'scans',
      columns: ['scan_id', 'taken_on'],
      role: share('clinical-prod', 'imaging'),
    },
    { columns: ['birth_date', 'scan_id', 'taken_on'] },
    'narrowed',
  ),
]

const lost = [
  rated(
    {
      environment: 'clinical-dev',
      group: 'ADG-FORMER-PARTNER',
      dataset: 'trials',
      role: share('clinical-dev', 'trials'),
    },
    'access-lost',
  ),
]

const kept: ReviewPath[] = ['clinical-dev', 'clinical-prod'].flatMap((environment) =>
  ['ADG-STATISTICS', 'ADG-BIOMARKERS', 'ADG-SAFETY', 'ADG-IMAGING'].flatMap((group) =>
    ['trials', 'imaging', 'reference'].flatMap((name) =>
      ['SELECT', 'DESCRIBE'].map((permission) =>
        path({ environment, group, dataset: name, table: 'visits', permission, role: share(environment, name) }),
      ),
    ),
  ),
)

/** A change as a team might propose it. */
export const sample = (): Comparison =>
  comparisonOf(
    invented({
      gained,
      changed,
      lost,
      findings: [
        {
          rule: 'code-collision',
          risk: 'critical',
          environment: 'clinical-prod',
          message: 'the code K7QD stands for ADG-EXTERNAL-CRO and for ADG-EXTERNAL-LAB',
          source: { file: 'environments/registry.lock.json', line: 14, column: 5 },
        },
        {
          rule: 'plan-differs-from-mesh',
          risk: 'high',
          environment: 'clinical-dev',
          message: 'the plan gives SELECT on imaging.scans, and the files do not',
          address: address('imaging_cro_scans'),
        },
      ],
      notAnalysed: [
        {
          environment: 'clinical-prod',
          address: 'aws_iam_policy_attachment.legacy',
          reason: 'is of a type that Trustloom does not render',
        },
      ],
      regranted: [
        {
          environment: 'clinical-prod',
          role: share('clinical-prod', 'trials'),
          groups: ['ADG-BIOMARKERS', 'ADG-STATISTICS'],
          services: ['databricks', 'snowflake'],
          dataset: 'trials',
          database: 'trials',
          table: 'subjects',
          location: null,
          permissions: ['DESCRIBE', 'SELECT'],
          address: address('trials_share_subjects'),
        },
      ],
      folded: { tags: 12, metadata: 1 },
      approvals: [
        {
          environment: 'clinical-prod',
          dataset: 'trials',
          owner: 'ADG-TRIALS-OWNERS',
          stewards: ['ADG-DATA-STEWARDS'],
          risk: 'high',
        },
        {
          environment: 'clinical-prod',
          dataset: 'lab-results',
          owner: 'ADG-LAB-RESULTS-OWNERS',
          stewards: [],
          risk: 'medium',
        },
      ],
      drift: {
        gained: [
          rated(
            {
              environment: 'clinical-dev',
              group: 'arn:aws:iam::222222222222:role/analyst',
              service: '',
              dataset: 'trials',
            },
            'unknown-principal',
          ),
        ],
      },
      datasets: DATASETS,
      unchanged: ['genomics-prod'],
    }),
    kept,
  )
