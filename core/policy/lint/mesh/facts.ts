import type { AccessGraph, RoleAccess } from '../../../model/graph'
import type { Mesh } from '../../../model/mesh'
import { issuerKey } from '../../../model/arn'
import { bootstraps, runIssuer, runSubject } from '../../../model/run-roles'
import { syncDuties } from '../../hooks'
import { partitionsOf, runDuties } from '../../runs'
import type { LintFacts } from '../types'
import { hubThings } from './hub-things'

/** What the rules need to know of a mesh: its files, its lock file and the codes that are new since then. */
export function meshFacts(mesh: Mesh, graph: AccessGraph): LintFacts {
  const { settings, registry } = mesh
  const codes = new Map<string, Set<string>>()
  const add = (code: string, group: string): void =>
    void codes.set(code, (codes.get(code) ?? new Set<string>()).add(group))
  for (const [group, { code }] of Object.entries(registry.groups)) add(code, group)
  const roles = graph.environments.map(({ environment, roles }) => {
    const opened = roles.filter(({ kind }) => kind !== 'jobs')
    for (const { groups } of opened) for (const { code, name } of groups) add(code, name)
    return [
      environment,
      Object.fromEntries(opened.map(({ name, groups }) => [name, groups.map((each) => each.code)])),
    ] as const
  })
  return {
    sourceIdentity: settings.sourceIdentity,
    codes: Object.fromEntries([...codes].map(([code, groups]) => [code, [...groups].sort()])),
    // A group that returns gets its old code back, and the lock file says so only afterwards.
    retired: Object.fromEntries(Object.entries(registry.retired).filter(([code]) => !codes.has(code))),
    roles: Object.fromEntries(roles),
    grantors: Object.fromEntries(
      graph.environments.map(({ environment, roles }) => [
        environment,
        roles.filter(isGrantor).map(({ name }) => name),
      ]),
    ),
    duties: { ...syncDuties(mesh), ...runDuties(mesh) },
    runs: runFacts(mesh),
    hub: hubThings(mesh),
  }
}

function runFacts(mesh: Mesh): NonNullable<LintFacts['runs']> {
  const issuer = runIssuer(mesh.settings)
  if (!issuer) return {}
  return Object.fromEntries(
    bootstraps(mesh).map(({ stack, roles }) => [
      stack,
      Object.fromEntries(
        roles.map((role) => [
          role.name,
          {
            issuer: issuerKey(issuer.url),
            subject: runSubject(issuer, role),
            plans: role.phase === 'plan',
            reach: role.reach,
            partitions: partitionsOf(role),
          },
        ]),
      ),
    ]),
  )
}

const isGrantor = ({ databases, tables }: RoleAccess): boolean =>
  [...databases, ...tables].some((each) => each.grantable)
