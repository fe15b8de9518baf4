import { BASE, edited, metadata, type Files } from '../pair'

/** Where the certificate stands in the metadata of every service. */
export const CERTIFICATE = /<ds:X509Certificate>[^<]*<\/ds:X509Certificate>/

/** What every change starts from: the base of pairs, with a service of each protocol, a user pool and a limited share. */
export const GROUND: Files = edited(
  { ...BASE, 'saml/rstudio.xml': metadata('rstudio') },
  {
    'mesh.yaml': [
      [
        'identityPool: "eu-central-1:11111111-2222-3333-4444-555555555555"',
        'identityPool: "eu-central-1:11111111-2222-3333-4444-555555555555", userPool: { metadata: saml/rstudio.xml, domain: acme-sign-in, callbackUrls: ["https://portal.example.com/signed-in"] }',
      ],
    ],
    'lab.yaml': [
      ['services: [notebooks]', 'services: [notebooks, databricks]'],
      [
        'tables: [subjects]\n',
        `tables: [subjects]
      - to: { group: NURSES }
        tables: [subjects]
        columns: { only: [id, country] }
        rows: "country = 'DK'"
  weather:
    owner: FORECASTERS
    stewards: [METEOROLOGISTS]
    classification: public
    tables:
      days: { columns: { day: date, rain: double } }
    access:
      - to: { persona: reader }
`,
      ],
    ],
  },
)
