import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../cli/lib/project'
import { memoryFolder, type Folder } from '../../core/model/folder'

const ENVIRONMENTS = 2

export const groupName = (index: number): string => `ADG-DATA-MESH-${String(index).padStart(4, '0')}`

/** A mesh with so many groups: each opens one role in each environment, which four others open, too. */
export function signInMesh(groups: number): Folder {
  const personas = Array.from({ length: groups / 5 }, (_, index) => `persona-${index}`)
  const groupsOf = (index: number): string[] => Array.from({ length: 5 }, (_, each) => groupName(index * 5 + each))
  const environment = (index: number): string =>
    [
      'domain: bench',
      'stage: prod',
      `account: "${111111111111 + index}"`,
      'region: eu-central-1',
      'services: [reports]',
      'personas:',
      ...personas.map((name, each) => `  ${name}: [${groupsOf(each).join(', ')}]`),
      'datasets:',
      `  facts: { owner: ${groupName(0)}, classification: internal, tables: { people: { columns: { id: string } } } }`,
    ].join('\n')
  const environments = Array.from({ length: ENVIRONMENTS }, (_, each) => [`lab-${each}.yaml`, environment(each)])
  return memoryFolder('', {
    'mesh.yaml': [
      'mesh: bench',
      'sourceIdentity: "*@example.com"',
      'hub: { account: "000000000000", region: eu-central-1 }',
      'deployRole: "arn:${partition}:iam::${account}:role/terraform"',
      'services: { reports: { protocol: saml, metadata: idp.xml, application: reports } }',
      'personas:',
      ...personas.map((name) => `  ${name}: { data: { database: [DESCRIBE], table: [SELECT] } }`),
    ].join('\n'),
    'idp.xml': readFileSync(join(PROJECT, 'environments', 'saml', 'databricks.xml'), 'utf8'),
    ...(Object.fromEntries(environments) as Record<string, string>),
  })
}
