import { memoryFolder, type Folder } from '../../core/model/folder'

export interface MatrixSize {
  readonly environments: number
  /** In each environment. */
  readonly roles: number
  readonly services: number
  /** In the whole mesh; each opens one role. */
  readonly groups: number
}

/** A mesh for the matrix of services, roles and groups, the same for the same size: personas of its own, little data. */
export function matrixMesh({ environments, roles, services, groups }: MatrixSize): Folder {
  const personas = Array.from({ length: roles }, (_, index) => `persona-${index}`)
  const names = Array.from({ length: services }, (_, index) => `service-${index}`)
  const perRole = Math.ceil(groups / (environments * roles))
  const group = (index: number): string => `GROUP-${String(index % groups).padStart(5, '0')}`
  const mesh = [
    'mesh: bench',
    'sourceIdentity: "*@example.com"',
    'hub: { account: "000000000000", region: eu-central-1 }',
    'deployRole: "arn:${partition}:iam::${account}:role/terraform"',
    'quotas: { trustPolicy: 8192 }',
    'services:',
    ...names.map((name, index) => {
      const issuer = `https://login.example.com/oauth2/aus${Math.floor(index / 2)}`
      return `  ${name}: { protocol: oidc, issuer: "${issuer}", clientIds: [${name}] }`
    }),
    'personas:',
    ...personas.map((name) => `  ${name}: { data: { database: [DESCRIBE], table: [SELECT, DESCRIBE] } }`),
  ]
  const environment = (index: number): string =>
    [
      'domain: bench',
      'stage: prod',
      `account: "${100000000000 + index}"`,
      'region: eu-central-1',
      `services: [${names.join(', ')}]`,
      'personas:',
      ...personas.map((name, role) => {
        const first = (index * roles + role) * perRole
        return `  ${name}: [${Array.from({ length: perRole }, (_, each) => group(first + each)).join(', ')}]`
      }),
      'datasets:',
      `  facts: { owner: ${group(index)}, classification: internal, tables: { people: { columns: { id: string } } } }`,
    ].join('\n')
  const files = Array.from({ length: environments }, (_, index): [string, string] => [
    `environment-${String(index).padStart(4, '0')}.yaml`,
    environment(index),
  ])
  return memoryFolder('', { 'mesh.yaml': mesh.join('\n'), ...Object.fromEntries(files) })
}
