import { formatPosition, type Position } from '../../model/diagnostic'
import type { Explanation } from './types'

/** An explanation as data: places are `file:line:column`, and what does not apply is null. */
export function explanationJson({ question, access, group, ways, missing }: Explanation): object {
  const { service = null, target } = question
  const { environment = null, dataset = null, table = null, column = null } = target ?? {}
  return {
    schemaVersion: 1,
    access,
    question: { group: question.group, service, environment, dataset, table, column },
    group: { name: group.name, code: group.code ?? null, source: source(group.at) },
    ways: ways.map((way) => ({
      environment: way.environment,
      account: way.account,
      member: {
        kind: way.member.kind,
        persona: way.member.persona,
        source: source(way.member.at),
        changed: way.member.changed.map(({ key, at }) => ({ key, source: source(at) })),
      },
      services: way.services.map(({ at, shut, ...each }) => ({
        ...each,
        admits: shut === undefined,
        shut: shut ?? null,
        source: source(at),
      })),
      role: { ...way.role, jobs: way.role.jobs ?? null },
      resources: way.resources.map(({ at, ...each }) => ({ ...each, sources: at.map(formatPosition) })),
    })),
    missing: missing
      ? {
          hop: missing.hop,
          message: missing.message,
          hint: missing.hint ?? null,
          fixes: missing.fixes.map(({ at, ...each }) => ({ ...each, source: source(at) })),
        }
      : null,
  }
}

const source = (at: Position | undefined): string | null => (at ? formatPosition(at) : null)
