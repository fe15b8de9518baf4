import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { meshStacks } from '../../constructs/mesh-stacks'
import { build, MESH, PROJECT, smallMesh } from './mesh'

type Block = Readonly<Record<string, unknown>>

/** Okta's stack, as far as tests look into it. */
export interface OktaJson {
  readonly terraform: Readonly<Record<string, unknown>>
  readonly provider: { readonly okta: readonly Block[] }
  readonly variable: Readonly<Record<string, Block>>
  readonly resource: Readonly<Record<string, Readonly<Record<string, Block>>>>
  readonly import?: readonly Block[]
  readonly output: Readonly<Record<string, unknown>>
}

export const ORG = 'https://login.example.com'

/** What `mesh.yaml` says of Okta and its callers. JSON is YAML: every text is quoted, and so arrives as it is. */
export interface OktaMesh {
  readonly groups?: object
  readonly attributes?: Readonly<Record<string, string>>
  readonly authentication?: object
  readonly services?: Readonly<Record<string, object>>
  /** More keys of `mesh.yaml`. */
  readonly more?: object
}

export const databricks = { protocol: 'saml', metadata: 'idp.xml', application: '0oa1databricks', maxGroups: 30 }
export const notebooks = { protocol: 'oidc', issuer: `${ORG}/oauth2/aus1`, clientIds: ['notebooks'] }

const LAB = 'domain: research\nstage: prod\naccount: "111111111111"\nregion: eu-central-1\n'

/** The files of a mesh with `okta`, and an environment in which there is nothing. */
export function oktaFiles(options: OktaMesh = {}): Record<string, string> {
  const { groups = { startsWith: 'ADG-' }, attributes = {}, authentication, services, more } = options
  const [head = ''] = MESH.split('services:')
  const tags = Object.fromEntries(Object.keys(attributes).map((claim, index) => [`tag${index}`, claim]))
  const keys = {
    services: services ?? { databricks, notebooks },
    hooks: { attributes: tags, ...(authentication && { authentication }) },
    okta: { orgUrl: ORG, groups, attributes },
    ...more,
  }
  const yaml = Object.entries(keys).map(([key, value]) => `${key}: ${JSON.stringify(value)}`)
  return {
    'mesh.yaml': `${head}${yaml.join('\n')}\n`,
    'lab.yaml': LAB,
    'idp.xml': readFileSync(join(PROJECT, 'environments/saml/databricks.xml'), 'utf8'),
  }
}

export function oktaStack(options: OktaMesh = {}): OktaJson {
  const { mesh, compiled } = build(smallMesh(oktaFiles(options)))
  const stacks = meshStacks(mesh, compiled, { stateFolder: '../../../state' })
  const json = stacks.find(({ name }) => name === 'okta')?.render()
  return JSON.parse(JSON.stringify(json)) as OktaJson
}
