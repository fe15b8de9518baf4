import { BASE, folderOf, metadata, type Files } from '../../../review/pair'

/** Environments of twelve datasets and thirteen groups each. */
export const wideMesh = (environments: readonly string[], services: string): Files =>
  Object.fromEntries([
    ['mesh.yaml', `${BASE['mesh.yaml'] ?? ''}  databricks-us: { protocol: saml, metadata: saml/rstudio.xml }\n`],
    ['saml/databricks.xml', metadata('databricks')],
    ['saml/powerbi.xml', metadata('powerbi')],
    ['saml/rstudio.xml', metadata('rstudio')],
    ...environments.map((name, index) => [`${name}.yaml`, wide(name, index, services)] as const),
  ])

export { folderOf }

/** `GROUP-01` to `GROUP-11` are of personas, and two groups have shares. */
function wide(name: string, index: number, services: string): string {
  const group = (number: number): string => `${name.toUpperCase()}-GROUP-${String(number).padStart(2, '0')}`
  const groups = (from: number, to: number): string =>
    Array.from({ length: to - from + 1 }, (_, at) => group(from + at)).join(', ')
  const datasets = Array.from({ length: 12 }, (_, at) => {
    const shared = at < 2 ? `      - to: { group: ${group(12 + at)} }\n` : ''
    return `  data-${String(at + 1).padStart(2, '0')}:
    owner: OWNERS-${at + 1}
    classification: confidential
    tables:
      visits: { columns: { id: string, visit: date } }
    access:
      - to: { persona: reader }
${shared}`
  })
  return `domain: research
stage: prod
account: "${String(index + 1).repeat(12)}"
region: eu-central-1
services: [${services}]
personas:
  owner: [${groups(1, 2)}]
  steward: [${groups(3, 4)}]
  developer: [${groups(5, 7)}]
  reader: [${groups(8, 11)}]
datasets:
${datasets.join('')}`
}
