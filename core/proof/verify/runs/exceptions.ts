import type { Mesh } from '../../../model/mesh'
import type { Exception } from '../exceptions'
import { declaredBootstraps, type DeclaredRun } from './declared'

/** What the roles of runs may do that goes further than what the stack of their workspace holds. */
export function runExceptions(mesh: Mesh): Exception[] {
  return declaredBootstraps(mesh).flatMap(({ name: environment, runs }) =>
    runs.flatMap((run) =>
      [unbounded, others, iceberg].flatMap((rule) => {
        const found = rule(mesh, run)
        return found ? [{ environment, role: run.name, at: run.at, ...found }] : []
      }),
    ),
  )
}

type Rule = (mesh: Mesh, run: DeclaredRun) => Pick<Exception, 'what' | 'reason'> | undefined

const unbounded: Rule = ({ settings }, { reach, phase }) => {
  const makesRoles = phase === 'apply' && (reach === 'environment' || (reach === 'hub' && settings.hooks !== undefined))
  if (!makesRoles || settings.permissionsBoundary !== undefined) return undefined
  const reason = 'no `permissionsBoundary`: who makes roles can make one that may do anything in the account'
  return { what: 'makes roles without a boundary', reason }
}

const others: Rule = (_, { reach, phase }) => {
  if (reach !== 'rows') return undefined
  const reason = 'IAM sees the partition key alone, and rows of groups name their environment in the sort key'
  return { what: `${phase === 'plan' ? 'reads' : 'changes'} what groups have in every environment`, reason }
}

const iceberg: Rule = ({ environments }, { reach, phase, workspace }) => {
  const datasets = Object.values(environments.get(workspace)?.datasets ?? {})
  const has = datasets.some(({ tables }) =>
    Object.values(tables).some(({ format, managed }) => format === 'iceberg' && managed),
  )
  if (reach !== 'environment' || phase !== 'apply' || !has) return undefined
  const reason =
    'Iceberg tables are made with `lakeformation:GetDataAccess`, and who makes a table holds every permission on it'
  return { what: 'can read the tables that it makes', reason }
}
