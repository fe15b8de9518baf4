import { formatPosition, type Position } from '../../../core/model/diagnostic'
import { ownValue } from '../../../core/model/own-value'
import { groupKey } from '../../../core/model/group-names'
import type { AllSignIns } from './all'
import type { Difference } from './compare'
import type { Outcome } from './outcome'
import type { ReportedRole, SignInReport } from './report'
import type { LabConfig } from './lab-config'

/** What `signin --json` prints of one sign-in: places are `file:line:column`, and what does not apply is null. */
export function signInJson(report: SignInReport, { groups, services }: LabConfig): object {
  const { asked, protocol, outcome, expected, codes, roles, differences } = report
  const known = new Map(Object.entries(groups).map(([name, code]) => [groupKey(name), code]))
  return {
    schemaVersion: 1,
    service: asked.service,
    protocol,
    application: ownValue(services, asked.service)?.application ?? null,
    user: asked.user,
    groups: asked.groups.map((name) => ({ name, code: known.get(groupKey(name)) ?? null })),
    attributes: asked.attributes,
    refused: refusedJson(outcome),
    declared: {
      refusal: 'refusal' in expected ? expected.refusal : null,
      roles: 'roles' in expected ? expected.roles.map(({ role }) => role.name).sort() : [],
    },
    session: outcome.refused
      ? null
      : {
          name: outcome.carried.sessionName ?? null,
          sourceIdentity: outcome.carried.sourceIdentity ?? null,
          duration: outcome.carried.duration ?? null,
          tags: outcome.carried.tags,
          transitiveTags: outcome.carried.transitiveTags,
          leftOut: outcome.leftOut,
          codes: Object.fromEntries(codes.map(([code, group]) => [code, group ?? null])),
        },
    roles: roles.map(roleJson),
    differences: differences.map(differenceJson),
  }
}

function roleJson({ answer, name, persona, at, data }: ReportedRole): object {
  const { arn, provider, role, shut } = answer
  const { environment = null, account = null } = role?.environment ?? {}
  const open = shut === undefined
  return {
    name,
    arn,
    environment,
    account,
    persona: persona ?? null,
    provider,
    open,
    shut: shut ?? null,
    source: source(at),
    data,
  }
}

/** What `signin --all --json` prints. */
export function allJson({ counts, signIns, differences }: AllSignIns): object {
  return {
    schemaVersion: 1,
    counts: { ...counts, differences: differences.length },
    signIns: signIns.map(({ asked, outcome }) => ({
      service: asked.service,
      groups: asked.groups,
      refused: refusedJson(outcome),
      roles: outcome.refused
        ? []
        : outcome.roles
            .filter((each) => each.shut === undefined)
            .map(({ arn, role }) => ({ environment: role?.environment.environment ?? null, name: role?.name ?? arn })),
    })),
    differences: differences.map(differenceJson),
  }
}

const refusedJson = ({ refused }: Outcome): object | null =>
  refused ? { code: refused.code ?? null, message: refused.message } : null

function differenceJson({ kind, message, stack, address, service, groups, role, at }: Difference): object {
  return {
    kind,
    message,
    stack,
    address: address ?? null,
    service: service ?? null,
    groups: groups ?? [],
    role: role ?? null,
    source: source(at),
  }
}

const source = (at: Position | undefined): string | null => (at ? formatPosition(at) : null)
