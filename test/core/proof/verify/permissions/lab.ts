import type { Folder } from '../../../../../core/model/folder'
import { MESH, smallMesh } from '../../../../support/mesh'

const LAB = `
domain: research
stage: prod
account: "111111111111"
region: eu-central-1
services: [notebooks]
personas:
  owner: [OWNERS]
  steward: [STEWARDS]
  developer: [DEVELOPERS]
  reader: [READERS]
  auditor: [AUDITORS]
datasets:
  trials:
    owner: APPROVERS
    classification: confidential
    tables:
      subjects: { columns: { id: string, country: string } }
      visits: { columns: { id: string } }
    access:
      - { to: { persona: reader }, tables: [visits] }
      - { to: { group: WRITE }, tables: [visits], permissions: write, files: true }
      - { to: { group: LIMITED }, tables: [subjects], columns: { only: [id] } }
  sites:
    owner: APPROVERS
    classification: internal
    tables:
      sites: { columns: { site: string } }
    access: []
home: { bucket: acme-home, services: [notebooks], groups: [EVERYBODY], departmentWrite: write }
`

const AUDITOR = `
personas:
  auditor: { data: { database: [DESCRIBE], table: [DESCRIBE] }, policies: [catalog-reader] }
`

/** A small environment with every built-in template. */
export const labFolder = (departmentWrite = 'write'): Folder =>
  smallMesh({
    'mesh.yaml': MESH + AUDITOR,
    'lab.yaml': LAB.replace(
      'departmentWrite: write',
      departmentWrite === 'write'
        ? 'departmentWrite: write'
        : `departmentWrite: ${departmentWrite}, departmentWriters: [FILLERS]`,
    ),
  })
