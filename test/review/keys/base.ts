import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../support/mesh'
import { metadata } from '../pair'
import type { Values } from './values'

/** A mesh in which nearly every key of every file has a value; what excludes another is in `OWN_ROLE`. */
export const MESH: Values = {
  mesh: 'acme',
  partition: 'aws',
  sourceIdentity: '*@example.com',
  hub: { account: '000000000000', region: 'eu-central-1' },
  backend: {
    type: 'cloud',
    organization: 'acme-org',
    project: 'Data mesh',
    hostname: 'terraform.example.com',
    credentials: { audience: 'aws:mesh' },
  },
  permissionsBoundary: 'arn:aws:iam::${account}:policy/boundary',
  directory: 'groups.txt',
  classifications: ['open', 'team', 'secret', 'top-secret'],
  quotas: { trustPolicy: 4096, roles: 2000, oidcProviders: 200 },
  tags: { 'cost-owner': 'data platform' },
  services: {
    databricks: {
      protocol: 'saml',
      metadata: 'saml/databricks.xml',
      application: '0oa1',
      maxGroups: 30,
      groupsClaim: 'groups',
      audience: 'https://signin.aws.amazon.com/saml/acs/1',
      lakeFormationGroups: false,
      adopt: ['lab'],
    },
    powerbi: { protocol: 'saml', metadata: 'saml/powerbi.xml', application: '0oa4' },
    notebooks: {
      protocol: 'oidc',
      issuer: 'https://acme.okta.com/oauth2/aus1',
      clientIds: ['notebooks'],
      application: '0oa2',
      maxGroups: 15,
      groupsClaim: 'groups',
      adopt: ['lab'],
    },
    portal: {
      protocol: 'cognito',
      identityPool: 'eu-central-1:11111111-2222-3333-4444-555555555555',
      userPool: {
        metadata: 'saml/rstudio.xml',
        domain: 'acme-sign-in',
        callbackUrls: ['https://portal.example.com/signed-in'],
        logoutUrls: ['https://portal.example.com/signed-out'],
        trigger: 'arn:aws:lambda:eu-central-1:000000000000:function:claims',
      },
      application: '0oa3',
      maxGroups: 20,
      groupsClaim: 'groups',
    },
  },
  hooks: {
    attributes: { initials: 'initials', department: 'department' },
    authentication: {
      type: 'jwt',
      issuer: 'https://acme.okta.com/oauth2/hooks',
      audience: 'api://hooks',
      scope: 'hooks.call',
    },
    throttling: { rate: 20, burst: 40 },
    concurrency: { reserved: 50, provisioned: 2 },
    logDays: 90,
    alarmTopic: 'arn:aws:sns:eu-central-1:000000000000:alarms',
    runTask: { failOn: 'medium', hostname: 'terraform.example.com' },
  },
  sync: 'pull',
  okta: {
    orgUrl: 'https://acme.okta.com',
    groups: { startsWith: 'ADG-' },
    attributes: { initials: 'user.initials', department: 'user.department' },
  },
  personas: {
    reader: { description: 'Reads.', sessionHours: 2 },
    tester: {
      description: 'Runs queries.',
      data: { database: ['DESCRIBE'], table: ['SELECT', 'DESCRIBE'] },
      scope: 'access',
      policies: ['data-lake-user', 'queue'],
      sessionHours: 4,
    },
    auditor: { data: { database: ['DESCRIBE'], table: ['DESCRIBE'] }, policies: ['catalog-reader'], scope: 'access' },
    inspector: { data: { database: ['DESCRIBE'], table: ['SELECT', 'DESCRIBE'] }, scope: 'access' },
  },
  review: { risk: { 're-granted': 'none' } },
  waive: [{ rule: 'administrative-action', at: 'acme-lab-tester/queue', reason: 'asked for' }],
}

export const LAB: Values = {
  domain: 'research',
  stage: 'prod',
  account: '111111111111',
  region: 'eu-central-1',
  state: 'open',
  services: ['databricks', 'notebooks', 'portal'],
  delegation: false,
  quotas: { trustPolicy: 8192, roles: 2000, oidcProviders: 200 },
  personas: {
    owner: ['ADG-OWNERS'],
    developer: ['ADG-DEVELOPERS'],
    steward: ['ADG-STEWARDS'],
    reader: ['ADG-READERS'],
    tester: ['ADG-TESTERS'],
    auditor: ['ADG-AUDITORS'],
    inspector: { groups: ['ADG-INSPECTORS'], policies: ['data-lake-user'], sessionHours: 3 },
  },
  datasets: {
    trials: {
      description: 'All trials.',
      owner: 'ADG-APPROVERS',
      stewards: ['ADG-STEWARDS'],
      classification: 'secret',
      tables: {
        subjects: {
          columns: { id: 'string', country: 'string', ssn: 'string' },
          partitions: { year: 'int' },
          format: 'parquet',
          managed: true,
          description: 'Who takes part.',
        },
        visits: { columns: { id: 'string' } },
      },
      access: [
        { to: { persona: 'reader' }, tables: ['visits'], permissions: 'read' },
        {
          to: { group: 'ADG-STATISTICS' },
          permissions: ['SELECT'],
          tables: ['subjects'],
          columns: { except: ['ssn'] },
          rows: "country = 'DK'",
          files: false,
          roleName: 'statisticians',
          approvedBy: 'ADG-APPROVERS',
          reason: 'CR-1',
        },
        { to: { group: 'ADG-NURSES' }, tables: ['subjects'], columns: { only: ['id', 'country', 'year'] } },
        { to: { persona: 'tester' } },
      ],
    },
    weather: {
      owner: 'ADG-APPROVERS',
      classification: 'open',
      tables: { days: { columns: { day: 'date' } } },
      access: [{ to: { persona: 'inspector' } }],
    },
  },
  home: {
    bucket: 'people-of-the-lab',
    services: ['portal'],
    groups: ['ADG-READERS'],
    attributes: { user: 'initials', department: 'department' },
    departmentWrite: 'readonly',
    departmentWriters: ['ADG-OWNERS'],
    sessionHours: 3,
  },
  waive: [{ rule: 'many-stars', at: 'acme-lab-tester/queue', reason: 'asked for' }],
}

const GROUPS = [
  'APPROVERS',
  'AUDITORS',
  'DEVELOPERS',
  'INSPECTORS',
  'LEAVERS',
  'NEWCOMERS',
  'NURSES',
  'OWNERS',
  'READERS',
  'STATISTICS',
  'STEWARDS',
  'TESTERS',
].map((each) => `ADG-${each}`)

export const LOCK: Values = {
  groups: {
    'ADG-AUDITORS': { code: 'Aud1' },
    'ADG-DEVELOPERS': { code: 'Dev1' },
    'ADG-INSPECTORS': { code: 'Ins1' },
    'ADG-NURSES': { code: 'Nur1' },
    'ADG-OWNERS': { code: 'Own1' },
    'ADG-READERS': { code: 'Rea1' },
    'ADG-STATISTICS': { code: 'Sta1' },
    'ADG-STEWARDS': { code: 'Ste1' },
    'ADG-TESTERS': { code: 'Tes1' },
  },
  retired: { Lea1: 'ADG-LEAVERS' },
  environments: { lab: { account: '111111111111' } },
}

/** A template of the mesh's own. */
const QUEUE = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'kms:PutKeyPolicy', Resource: 'arn:aws:kms:eu-central-1:111111111111:key/x' }],
}

/** Files that are no YAML. */
export const TEXTS: Readonly<Record<string, string>> = {
  'saml/databricks.xml': metadata('databricks'),
  'saml/powerbi.xml': metadata('powerbi'),
  'saml/rstudio.xml': metadata('rstudio'),
  'groups.txt': `${GROUPS.join('\n')}\n`,
  'all-groups.txt': `${GROUPS.join('\n')}\nADG-OTHERS\n`,
  'templates/policies/queue.json.hbs': JSON.stringify(QUEUE),
}

/** A built-in template, as it lies in the project. */
export const builtInTemplate = (file: string): string => readFileSync(join(PROJECT, file), 'utf8')
