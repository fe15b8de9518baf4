import { formatPosition, type Position } from '../../model/diagnostic'
import type { MeshWaiver } from '../../policy/lint/mesh/waivers'
import type { Difference, Verification } from '.'

/** What `verify --json` prints. */
export function verificationJson({ decisions, differences, lints, exceptions, waivers }: Verification): object {
  const { failures, waived } = lints
  return {
    schemaVersion: 1,
    decisions: { ...decisions, total: Object.values(decisions).reduce((sum, each) => sum + each, 0) },
    differences: differences.map(differenceJson),
    findings: failures.map(({ rule, severity, subject, statement, message, hint }) => {
      const { environment, owner, policy } = subject
      return { rule, severity, environment, owner, policy, statement, message, hint }
    }),
    waived: [
      ...waived.map(({ result, waiver }) => waiverJson(result.subject.environment, waiver)),
      ...waivers.waived.map(({ difference, waiver }) => waiverJson(difference.environment, waiver)),
    ],
    exceptions: exceptions.map(({ at, ...each }) => ({ ...each, source: source(at) })),
  }
}

const waiverJson = (environment: string, waiver: MeshWaiver): object => ({
  rule: waiver.rule,
  environment,
  at: waiver.at,
  reason: waiver.reason,
  source: source(waiver.source('rule')),
})

function differenceJson({ kind, environment, role, group, service, address, message, at }: Difference): object {
  const nullable = { role: role ?? null, group: group ?? null, service: service ?? null, address: address ?? null }
  return { kind, environment, ...nullable, message, source: source(at) }
}

const source = (at: Position | undefined): string | null => (at ? formatPosition(at) : null)
