import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface MeshSize {
  readonly environments: number
  /** In each environment. */
  readonly datasets: number
  /** In the whole mesh. */
  readonly groups: number
  /** Shares of each dataset. @default 1 */
  readonly shares?: number
}

/** Writes a mesh of a given size, the same for the same size. */
export function generateMesh(folder: string, { environments, datasets, groups, shares = 1 }: MeshSize): void {
  mkdirSync(folder, { recursive: true })
  const group = (index: number): string => `GROUP-${String(index % groups).padStart(4, '0')}`
  const account = (index: number): string => String(100000000000 + index)
  const mesh = [
    'mesh: bench',
    'sourceIdentity: "*@example.com"',
    'hub: { account: "000000000000", region: eu-central-1 }',
    'deployRole: "arn:${partition}:iam::${account}:role/terraform"',
    'quotas: { trustPolicy: 4096 }',
    'services:',
    '  notebooks: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [notebooks] }',
    '  reports: { protocol: oidc, issuer: "https://login.example.com/oauth2/aus1", clientIds: [reports] }',
  ]
  writeFileSync(join(folder, 'mesh.yaml'), `${mesh.join('\n')}\n`)
  for (let index = 0; index < environments; index++) {
    const first = index * 7
    const lines = [
      `domain: domain-${index % 10}`,
      'stage: prod',
      `account: "${account(index)}"`,
      'region: eu-central-1',
      'services: [notebooks, reports]',
      'personas:',
      `  owner: [${group(first)}]`,
      `  steward: [${group(first + 1)}]`,
      `  developer: [${group(first + 2)}]`,
      `  reader: [${group(first + 3)}, ${group(first + 4)}]`,
      'datasets:',
      ...Array.from({ length: datasets }, (_, dataset) =>
        datasetLines(dataset, group(first), (share) => group(first + 5 + dataset * shares + share), shares),
      ).flat(),
    ]
    writeFileSync(join(folder, `environment-${String(index).padStart(4, '0')}.yaml`), `${lines.join('\n')}\n`)
  }
}

function datasetLines(index: number, owner: string, share: (index: number) => string, shares: number): string[] {
  return [
    `  dataset-${index}:`,
    `    description: Dataset number ${index}.`,
    `    owner: ${owner}`,
    '    classification: confidential',
    '    tables:',
    '      facts: { columns: { id: string, country: string, amount: double }, partitions: { year: int } }',
    '      people: { columns: { id: string, name: string, country: string } }',
    '    access:',
    '      - to: { persona: reader }',
    '        tables: [facts]',
    ...Array.from({ length: shares }, (_, each) => [
      `      - to: { group: ${share(each)} }`,
      '        tables: [people]',
      '        columns: { except: [name] }',
      `        rows: "country = 'DK'"`,
    ]).flat(),
  ]
}
