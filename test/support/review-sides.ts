import type { PolicyDocument, Statement } from '../../core/policy/document'
import { review, type ReviewOptions } from '../../core/review/review'
import { factsBy, policyFact, type Fact } from '../../core/access/snapshot/fact'
import { keyPaths } from '../../core/access/snapshot/keyed'
import type { Snapshot, Snapshots } from '../../core/access/snapshot/snapshot'
import type { Review, ReviewedDataset, ReviewPath } from '../../core/review/types'
import { reviewPath } from './review'

export const ACCOUNT = '111111111111'
export const OUTSIDER = 'arn:aws:iam::999999999999:root'

/** A role of the mesh `acme` in the account of `lab`. */
export const meshRole = (name: string, account = ACCOUNT): string => `arn:aws:iam::${account}:role/acme/${name}`

/** What a side has beside the usual. */
export type Given = Partial<Omit<Snapshot, 'paths' | 'facts'>> & {
  readonly paths?: readonly Partial<ReviewPath>[]
  readonly facts?: readonly Fact[]
}

export const dataset = (name: string, changes: Partial<ReviewedDataset> = {}): ReviewedDataset => ({
  name,
  database: `lab_${name}`,
  classification: 'internal',
  sensitivity: 'ordinary',
  owner: `${name.toUpperCase()}-OWNERS`,
  ...changes,
})

/** The environment `lab`: the groups READERS and NURSES, two services, and datasets of every sensitivity. */
export function labSide({ paths = [], facts = [], ...changes }: Given = {}): Snapshot {
  const environment = changes.environment ?? 'lab'
  return {
    mesh: 'acme',
    environment,
    account: ACCOUNT,
    paths: keyPaths(paths.map((each) => reviewPath(environment, each))),
    datasets: [
      dataset('trials'),
      dataset('genomes', { sensitivity: 'sensitive' }),
      dataset('weather', { sensitivity: 'public' }),
    ],
    services: ['databricks', 'notebooks'],
    groups: { HFAt: 'READERS', mTKM: 'NURSES' },
    facts: factsBy(facts),
    form: 'resources',
    faults: [],
    notAnalysed: [],
    resources: new Map(),
    told: 'all',
    ...changes,
  }
}

export const sideFrom = (...environments: readonly Snapshot[]): Snapshots =>
  new Map(environments.map((each) => [each.environment, each]))

/** The review of one environment that both sides have. */
export const reviewed = (before: Given, after: Given, options?: ReviewOptions): Review =>
  review(sideFrom(labSide(before)), sideFrom(labSide(after)), options).review

/** What is found, as `rule: message`. */
export const found = (before: Given, after: Given): string[] =>
  reviewed(before, after).findings.map(({ rule, message }) => `${rule}: ${message}`)

const document = (statements: readonly Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: statements,
})

export const policyOf = (subject: string, statements: readonly Statement[], name = 'own'): Fact =>
  policyFact({ kind: 'policy', subject, name, document: document(statements) })

export const trustOf = (subject: string, statements: readonly Statement[]): Fact =>
  policyFact({ kind: 'trust', subject, document: document(statements) })

export const bucketPolicyOf = (subject: string, statements: readonly Statement[]): Fact =>
  policyFact({ kind: 'bucket-policy', subject, document: document(statements) })

export const keyPolicyOf = (subject: string, statements: readonly Statement[]): Fact =>
  policyFact({ kind: 'key-policy', subject, document: document(statements) })

export const allow = (
  Action: Statement['Action'],
  Resource: Statement['Resource'] = '*',
  more: Partial<Statement> = {},
): Statement => ({ Effect: 'Allow', Action, Resource, ...more }) as Statement

export const deny = (
  Action: Statement['Action'],
  Resource: Statement['Resource'] = '*',
  more: Partial<Statement> = {},
): Statement => ({ Effect: 'Deny', Action, Resource, ...more }) as Statement
