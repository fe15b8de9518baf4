import { files, lessInPlan, rows, type Change } from './change'
import type { Edit } from '../pair'

const CLOUD: Edit = [
  'deployRole: "arn:${partition}:iam::${account}:role/terraform"\n',
  'backend: { type: cloud, organization: acme, project: Data mesh, hostname: terraform.example.com, credentials: { audience: "aws:mesh" } }\n',
]
const inCloud = (...edits: readonly Edit[]): Change => files({ 'mesh.yaml': edits }, { 'mesh.yaml': [CLOUD] })

/** Whom the roles that plan and apply trust, and where the state lies. */
export const runs = [
  ...rows('trust of runs', 'critical', {
    'another organization': inCloud(['organization: acme', 'organization: evil']),
    'another host': inCloud(['terraform.example.com', 'terraform.example.org']),
    'another project': inCloud(['Data mesh', 'Data meshes']),
    'another audience': inCloud(['aws:mesh', 'aws:other']),
    'runs hold keys': lessInPlan(
      'high',
      inCloud([
        ', credentials: { audience: "aws:mesh" } }',
        ' }\ndeployRole: "arn:${partition}:iam::${account}:role/terraform"',
      ]),
    ),
    'runs get credentials': lessInPlan('high', files({ 'mesh.yaml': [CLOUD] })),
  }),
  ...rows('what a stack is applied with', 'critical', {
    'the state lies in a bucket': files({
      'mesh.yaml': [['deployRole:', 'backend: { type: s3, bucket: acme-state, region: eu-central-1 }\ndeployRole:']],
    }),
    'the state lies in another bucket': files(
      { 'mesh.yaml': [['acme-state', 'evil-state']] },
      {
        'mesh.yaml': [['deployRole:', 'backend: { type: s3, bucket: acme-state, region: eu-central-1 }\ndeployRole:']],
      },
    ),
    'another role deploys': lessInPlan('high', files({ 'mesh.yaml': [['role/terraform', 'role/other']] })),
    'no role deploys': lessInPlan(
      'high',
      files({
        'mesh.yaml': [['"arn:${partition}:iam::${account}:role/terraform"', 'false']],
        'lab.yaml': [['services: [', 'administrators: ["arn:aws:iam::111111111111:role/terraform"]\nservices: [']],
      }),
    ),
    'another account': files({ 'lab.yaml': [['"111111111111"', '"222222222222"']] }),
    'another account of the hub': lessInPlan('high', files({ 'mesh.yaml': [['"000000000000"', '"333333333333"']] })),
  }),
  ...rows('run tasks and hooks', 'medium', {
    'the hub runs hooks': files({ 'mesh.yaml': [['services:\n', 'hooks: {}\nservices:\n']] }),
    'a hook calls itself another': files(
      { 'mesh.yaml': [['hooks: {}', 'hooks: { attributes: { initials: mail } }']] },
      { 'mesh.yaml': [['services:\n', 'hooks: {}\nservices:\n']] },
    ),
    'a token of another issuer calls hooks': files(
      {
        'mesh.yaml': [
          [
            'hooks: {}',
            'hooks: { authentication: { type: jwt, issuer: "https://login.example.com", audience: mesh } }',
          ],
        ],
      },
      { 'mesh.yaml': [['services:\n', 'hooks: {}\nservices:\n']] },
    ),
    'events may add groups': files(
      { 'mesh.yaml': [['hooks: {}', 'hooks: {}\nsync: pull']] },
      { 'mesh.yaml': [['services:\n', 'hooks: {}\nservices:\n']] },
    ),
  }),
]
