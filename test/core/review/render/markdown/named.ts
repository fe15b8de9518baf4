import type { Review } from '../../../../../core/review/types'
import { altered, invented, path, rated } from '../../invented'

/** A review in which somebody chose every text that somebody may choose. */
export function reviewNamed(name: string): Review {
  const source = { file: `${name}.yaml`, line: 29, column: 9 }
  const own = { environment: name, group: name, service: name, role: name, address: name, source }
  const named = { ...own, approvedBy: name, reason: name }
  const table = { ...named, dataset: name, database: name, table: name, permission: `a ${name}` }
  const limited = { ...table, columns: [name], rows: name, expires: name }
  const location = { ...named, dataset: null, database: null, table: null, location: name, permission: `a ${name}` }
  const unlimited = { columns: null, rows: null, expires: null }
  return invented({
    gained: [rated(limited, 'sensitive'), rated({ ...location, permission: `b ${name}` }, 'new-provider')],
    lost: [rated({ ...table, permission: `c ${name}` }, 'access-lost')],
    changed: [
      altered({ ...table, permission: `d ${name}` }, { ...unlimited, columns: [name], rows: name }, 'read-gained'),
    ],
    findings: [
      {
        rule: 'data-destroyed',
        risk: 'critical',
        environment: name,
        message: `${name} is gone`,
        address: name,
        source,
      },
    ],
    notAnalysed: [{ environment: name, address: name, reason: `is ${name}` }],
    regranted: [
      {
        environment: name,
        role: name,
        groups: [name],
        services: [name],
        dataset: name,
        database: name,
        table: name,
        location: null,
        permissions: [`a ${name}`],
      },
    ],
    approvals: [{ environment: name, dataset: name, owner: name, stewards: [name], risk: 'high' }],
    drift: { gained: [rated(table, 'sensitive')], lost: [rated({ ...table, group: name, grantable: true })] },
    codes: { [path({ group: name }).group]: name },
  })
}
