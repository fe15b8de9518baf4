import type { DatasetEvent } from '../../../hooks/lib/events/dataset-event'
import { METADATA } from './world'

/** The live role of each environment's one dataset. */
export const LIVE = { lab: 'acme-lab-live-trials', plant: 'acme-plant-live-batches' } as const

const decision = { by: 'marketplace', reason: 'CR-1', at: '2027-01-31T12:00:00Z' }

/** An event that puts groups into the live role of its dataset. */
export const dataset = (
  version: number,
  groups: readonly string[],
  environment: keyof typeof LIVE = 'lab',
): DatasetEvent => ({
  schemaVersion: 1,
  type: 'dataset',
  environment,
  dataset: environment === 'lab' ? 'trials' : 'batches',
  version,
  grants: groups.map((group) => ({ group, role: LIVE[environment] })),
  ...decision,
})

const service = (name: string, version: number, fields: object): object => ({
  schemaVersion: 1,
  type: 'service',
  service: name,
  version,
  ...fields,
  ...decision,
})

/** A service that comes to stay. */
export const GHOST = {
  application: '0oa2ghost',
  metadata: METADATA.replace('exk7q2mvd1LtHsXc85d7', 'exk0ghost'),
  arn: 'arn:aws:iam::111111111111:saml-provider/acme-ghost',
}
export const ghost = (version: number): object => {
  const { application, metadata } = GHOST
  return service('ghost', version, { state: 'present', environments: ['lab'], protocol: 'saml', metadata, application })
}

/** A service that goes again. */
export const WISP = {
  issuer: 'https://wisp.example.com/oauth2',
  client: 'wisp',
  arn: 'arn:aws:iam::111111111111:oidc-provider/wisp.example.com/oauth2',
}
export const wisp = (version: number): object => {
  const { issuer, client } = WISP
  const fields = { state: 'present', environments: ['lab'], protocol: 'oidc', issuer, clientIds: [client] }
  return service('wisp', version, fields)
}
export const noWisp = (version: number): object => service('wisp', version, { state: 'absent' })
