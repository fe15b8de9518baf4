/** A mesh of every kind of role: two services that differ in what they carry, two personas, shares, home storage. */
export const MESH = `mesh: acme
sourceIdentity: "*@example.com"
hub: { account: "000000000000", region: eu-central-1 }
deployRole: "arn:\${partition}:iam::\${account}:role/terraform"
services:
  notebooks: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [notebooks] }
  pool: { protocol: cognito, identityPool: "eu-central-1:11111111-2222-3333-4444-555555555555" }
  spare: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [spare] }
personas:
  clerk: { data: { database: [], table: [] }, scope: all, policies: [catalog-reader] }
  viewer: { data: { database: [DESCRIBE], table: [DESCRIBE] }, scope: all, policies: [catalog-reader] }
`

export const LAB = `domain: research
stage: prod
state: open
account: "111111111111"
region: eu-central-1
services: [notebooks, pool]
personas:
  owner: [OWNERS]
  developer: [MAKERS]
  reader: [READERS, GUESTS]
  viewer: [VIEWERS]
  clerk: [CLERKS]
datasets:
  trials:
    owner: APPROVERS
    classification: confidential
    tables:
      subjects: { columns: { id: string, country: string, ssn: string } }
      visits: { columns: { id: string, visit: date }, partitions: { year: int } }
    access:
      - to: { persona: reader }
        tables: [visits]
      - to: { group: PARTNERS }
        tables: [subjects]
        columns: { except: [ssn, country] }
        rows: "country = 'DK'"
      - to: { group: ENGINES }
        permissions: [SELECT, DESCRIBE, INSERT]
        tables: [visits]
        files: true
      - to: { group: ENGINES }
        permissions: [SELECT, DELETE]
        tables: [visits]
  sites:
    owner: APPROVERS
    classification: internal
    tables:
      sites: { columns: { site: string } }
  rooms:
    owner: APPROVERS
    classification: internal
    tables:
      rooms: { columns: { room: string } }
    access:
      - to: { group: VISITORS }
        services: [pool]
      - to: { group: NEIGHBOURS }
home:
  bucket: acme-home
  services: [pool]
  groups: [EVERYBODY]
`

/** Closed: nobody has access. */
export const SHUT = `domain: research
stage: old
state: closed
account: "222222222222"
region: eu-central-1
services: [notebooks]
personas: { reader: [FORMER] }
datasets:
  past:
    owner: APPROVERS
    classification: internal
    tables: { years: { columns: { year: string } } }
    access: [{ to: { persona: reader } }]
`

export const FILES: Readonly<Record<string, string>> = { 'mesh.yaml': MESH, 'lab.yaml': LAB, 'shut.yaml': SHUT }

/** The line of a file that holds a text, counted from 1. */
export const lineOf = (text: string, file = LAB): number =>
  file.split('\n').findIndex((each) => each.includes(text)) + 1
