import { relative, resolve, sep } from 'node:path'
import { PROJECT } from './project'

/** The files of a minimal mesh; file name → text. */
export function starter(dir: string): Readonly<Record<string, string>> {
  // An editor reads the path up to the first blank.
  const schemas = encodeURI(relative(resolve(dir), resolve(PROJECT, 'schemas')).split(sep).join('/'))
  return {
    'mesh.yaml': `# yaml-language-server: $schema=${schemas}/mesh.schema.json
mesh: acme                          # prefix of every name
sourceIdentity: "*@example.com"     # every session must carry a source identity like this
hub: { account: "000000000000", region: eu-central-1 }
deployRole: "arn:\${partition}:iam::\${account}:role/terraform"

services:
  notebooks:                        # who signs people in: an OpenID Connect application
    protocol: oidc
    issuer: "https://login.example.com/oauth2/default"
    clientIds: [notebooks]
`,
    'sales-dev.yaml': `# yaml-language-server: $schema=${schemas}/environment.schema.json
domain: sales
stage: dev
account: "111111111111"
region: eu-central-1
services: [notebooks]

personas:                           # directory groups of each persona
  owner: [SALES-OWNERS]
  reader: [SALES-ANALYSTS]

datasets:
  orders:
    description: What customers ordered.
    owner: SALES-OWNERS
    classification: internal
    tables:
      orders: { columns: { order_id: string, country: string, ordered: date } }
    access:
      - to: { persona: reader }     # this environment's own readers
`,
  }
}
