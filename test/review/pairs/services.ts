import { metadata, pair, type Edit } from '../pair'

const THREE: Edit = ['[READERS]', '[READERS, NURSES, DOCTORS]']
/** Without owners and shares: one persona, whose ways in are counted. */
const READERS_ONLY: Edit[] = [
  ['  owner: [OWNERS]\n', ''],
  ['      - to: { group: STATISTICS }\n        tables: [subjects]\n', ''],
]
const from = (before: string, after: string): Edit => [`services: [${before}]`, `services: [${after}]`]

/** Further and fewer ways to sign in. */
export const services = [
  pair('one service more is three ways in for a role with three groups', {
    before: { 'lab.yaml': [...READERS_ONLY, THREE] },
    after: { 'lab.yaml': [from('notebooks', 'notebooks, databricks')] },
    gained: [
      'lab databricks DOCTORS,NURSES,READERS acme-lab-reader default,trials DESCRIBE',
      'lab databricks DOCTORS,NURSES,READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a service is removed', {
    before: { 'lab.yaml': [...READERS_ONLY, from('notebooks', 'notebooks, databricks')] },
    after: { 'lab.yaml': [from('notebooks, databricks', 'databricks')] },
    lost: [
      'lab notebooks READERS acme-lab-reader default,trials DESCRIBE',
      'lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a second SAML provider is trusted', {
    before: { 'lab.yaml': [...READERS_ONLY, from('notebooks', 'databricks')] },
    after: { 'lab.yaml': [from('databricks', 'databricks, powerbi')] },
    gained: [
      'lab powerbi READERS acme-lab-reader default,trials DESCRIBE',
      'lab powerbi READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a service on the same issuer is told apart by its client', {
    before: { 'lab.yaml': READERS_ONLY },
    after: { 'lab.yaml': [from('notebooks', 'notebooks, reports')] },
    gained: [
      'lab reports READERS acme-lab-reader default,trials DESCRIBE',
      'lab reports READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a service of Cognito is added', {
    before: { 'lab.yaml': [...READERS_ONLY, ['confidential', 'internal']] },
    after: { 'lab.yaml': [['tables: [visits]', 'tables: [visits]\n        services: [portal]']] },
    gained: [
      'lab portal READERS acme-lab-reader default,trials DESCRIBE',
      'lab portal READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('one service takes the place of another', {
    before: { 'lab.yaml': READERS_ONLY },
    after: { 'lab.yaml': [from('notebooks', 'powerbi')] },
    gained: [
      'lab powerbi READERS acme-lab-reader default,trials DESCRIBE',
      'lab powerbi READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
    lost: [
      'lab notebooks READERS acme-lab-reader default,trials DESCRIBE',
      'lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('an environment names every service, which Cognito services are not among', {
    before: { 'lab.yaml': READERS_ONLY },
    after: { 'lab.yaml': [['services: [notebooks]', 'services: all']] },
    gained: ['databricks', 'powerbi', 'reports'].flatMap((each) => [
      `lab ${each} READERS acme-lab-reader default,trials DESCRIBE`,
      `lab ${each} READERS acme-lab-reader trials.visits DESCRIBE,SELECT`,
    ]),
  }),
  pair('a service comes to an environment that names every one', {
    before: {
      'lab.yaml': [...READERS_ONLY, ['services: [notebooks]', 'services: all']],
      'mesh.yaml': [['  powerbi: { protocol: saml, metadata: saml/powerbi.xml }\n', '']],
    },
    after: { 'mesh.yaml': [['  portal:', '  powerbi: { protocol: saml, metadata: saml/powerbi.xml }\n  portal:']] },
    gained: [
      'lab powerbi READERS acme-lab-reader default,trials DESCRIBE',
      'lab powerbi READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('every service is written as a list', {
    before: { 'lab.yaml': [['services: [notebooks]', 'services: all']] },
    after: { 'lab.yaml': [['services: all', 'services: [reports, powerbi, databricks, notebooks]']] },
  }),
  pair('a service has another name', {
    before: { 'lab.yaml': READERS_ONLY },
    after: {
      'mesh.yaml': [['notebooks: {', 'jupyter: {']],
      'lab.yaml': [from('notebooks', 'jupyter')],
    },
    gained: [
      'lab jupyter READERS acme-lab-reader default,trials DESCRIBE',
      'lab jupyter READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
    lost: [
      'lab notebooks READERS acme-lab-reader default,trials DESCRIBE',
      'lab notebooks READERS acme-lab-reader trials.visits DESCRIBE,SELECT',
    ],
  }),
  pair('a service has one more client', {
    after: { 'mesh.yaml': [['clientIds: [notebooks]', 'clientIds: [notebooks, lab-notebooks]']] },
  }),
  pair('a service has another issuer', {
    after: {
      'mesh.yaml': [['aus1", clientIds: [notebooks]', 'aus2", clientIds: [notebooks]']],
    },
  }),
  pair('a certificate of a service is rotated', {
    before: { 'lab.yaml': [from('notebooks', 'notebooks, databricks')] },
    after: { 'saml/databricks.xml': rotated() },
  }),
]

/** The metadata of `databricks` with the certificate of another application. */
function rotated(): string {
  const certificate = /<ds:X509Certificate>[^<]*<\/ds:X509Certificate>/
  const other = certificate.exec(metadata('rstudio'))?.[0] ?? ''
  return metadata('databricks').replace(certificate, other)
}
