import { build, MESH, smallMesh } from '../support/mesh'
import { Account } from './account'

const PERSONAS = `
personas:
  developer-senior:
    data: { database: [DESCRIBE, CREATE_TABLE], table: [SELECT, DESCRIBE, INSERT] }
    policies: [data-lake-user, data-writer, pipeline-author]
  loader:
    data: { database: [DESCRIBE], table: [INSERT, DELETE, DESCRIBE] }
    policies: [data-lake-user, data-writer]
  auditor:
    data: { database: [DESCRIBE], table: [DESCRIBE] }
    policies: [catalog-reader]
`

const LAB = `
domain: research
stage: prod
account: "111111111111"
region: eu-central-1
services: [notebooks]
personas:
  owner: [OWNERS]
  steward: [STEWARDS]
  developer: [DEVELOPERS]
  reader: [READERS]
  developer-senior: [SENIORS]
  loader: [LOADERS]
  auditor: [AUDITORS]
datasets:
  trials:
    owner: APPROVERS
    classification: confidential
    tables:
      subjects: { columns: { id: string, country: string, ssn: string } }
      visits: { columns: { id: string, visit: date } }
      visits2: { columns: { id: string } }
    access:
      - { to: { persona: reader }, tables: [visits] }
      - { to: { group: READ }, tables: [visits] }
      - { to: { group: WRITE }, tables: [visits], permissions: write }
      - { to: { group: ADMIN }, tables: [visits], permissions: admin }
      - { to: { group: INSERT }, tables: [visits], permissions: [INSERT] }
      - { to: { group: FILES }, tables: [visits], files: true }
      - { to: { group: BOTH }, tables: [visits], permissions: write, files: true }
      - { to: { group: LIMITED }, tables: [subjects], columns: { except: [ssn] }, rows: "country = 'DK'" }
  sites:
    owner: APPROVERS
    classification: internal
    tables:
      sites: { columns: { site: string } }
    access:
      - { to: { persona: reader } }
`

/** One environment with every built-in persona, some of the mesh's own, and every kind of share. */
export function lab(): Account {
  const { compiled } = build(smallMesh({ 'mesh.yaml': MESH + PERSONAS, 'lab.yaml': LAB }))
  return new Account(compiled.environments.get('lab')!)
}

export const TRIALS = 'acme-lab-trials-111111111111'
export const SITES = 'acme-lab-sites-111111111111'
export const TRIALS_KEY = 'alias/acme-lab-trials'
export const SITES_KEY = 'alias/acme-lab-sites'

const PEOPLE = ['owner', 'steward', 'developer', 'reader', 'developer-senior', 'loader', 'auditor'].map(
  (each) => `persona_${each}`,
)
const SHARES = ['read', 'write', 'admin', 'insert', 'files', 'both', 'limited'].map((each) => `share_${each}`)

/** Every role by key. */
export const ROLES: readonly string[] = [...PEOPLE, 'jobs_developer', 'jobs_developer-senior', ...SHARES]
