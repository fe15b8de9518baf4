import type { EnvironmentAccess } from './graph'
import type { Mesh } from './mesh'
import type { RiskLevels } from './risk/rules'
import type { AccessSettings } from './schema/dataset'
import type { RunTaskSettings } from './schema/run-task'
import type { WaiverSettings } from './schema/waiver'

/**
 * How changes are checked, rated and approved. Nothing in AWS depends on it; a stack's output carries it, so that a
 * review of outputs, plans and states knows it as one of files does.
 */
export interface ChangeRules {
  /** Reason → level, where the mesh has changed it. */
  readonly risk: RiskLevels
  /** From which risk on a run of HCP Terraform fails. @default - no run is reviewed */
  readonly failOn?: RunTaskSettings['failOn'] | undefined
  /** The file with the directory's groups. @default - a group that nobody knows is no error */
  readonly directory?: string | undefined
  /** Least sensitive first. */
  readonly classifications: readonly string[]
  /** Code → the group whose it was. */
  readonly retired: Readonly<Record<string, string>>
  readonly waivers: readonly WaiverSettings[]
  /** Dataset → its stewards, sorted; those without are left out. */
  readonly stewards: Readonly<Record<string, readonly string[]>>
  /** Access entries of which somebody is said to have approved them. */
  readonly approvals: readonly EntryApproval[]
}

export interface EntryApproval {
  readonly dataset: string
  /** Who has the access: the role's name. */
  readonly role: string
  /** Sorted. @default - every table of the dataset */
  readonly tables?: readonly string[] | undefined
  readonly approvedBy: string
}

/** Where nothing is said. */
export const NO_RULES: ChangeRules = {
  risk: {},
  classifications: [],
  retired: {},
  waivers: [],
  stewards: {},
  approvals: [],
}

/** What the hub's stack tells: what is said of the whole mesh. */
export function hubRules({ settings }: Mesh, retired: ChangeRules['retired']): ChangeRules {
  const { review, hooks, directory, classifications, waive } = settings
  return {
    ...NO_RULES,
    risk: review?.risk ?? {},
    failOn: hooks?.runTask?.failOn,
    directory,
    classifications,
    retired,
    waivers: waive,
  }
}

/** What an environment's stack tells. */
export function environmentRules(mesh: Mesh, { environment, roles }: EnvironmentAccess): ChangeRules {
  const { datasets = {}, waive = [] } = mesh.environments.get(environment) ?? {}
  const roleOf = (dataset: string, { persona, live, group = '' }: AccessSettings['to']): string =>
    roles.find((each) => {
      if (live !== undefined) return each.kind === 'live' && each.dataset === dataset
      return persona === undefined
        ? each.kind === 'share' && each.groups.some(({ name }) => name === group)
        : each.kind === 'persona' && each.persona === persona
    })?.name ?? ''
  return {
    ...NO_RULES,
    waivers: waive,
    stewards: Object.fromEntries(
      Object.entries(datasets).flatMap(([name, { stewards }]) =>
        stewards.length > 0 ? [[name, [...stewards].sort()] as const] : [],
      ),
    ),
    approvals: Object.entries(datasets).flatMap(([dataset, { access }]) =>
      access.flatMap(({ to, tables, approvedBy }): EntryApproval[] =>
        approvedBy === undefined
          ? []
          : [{ dataset, role: roleOf(dataset, to), ...(tables && { tables: [...tables].sort() }), approvedBy }],
      ),
    ),
  }
}

/** The rules as an output has them: what is empty, or not said, is left out. */
export const writtenRules = (rules: ChangeRules): Partial<ChangeRules> =>
  Object.fromEntries(
    Object.entries(rules).filter(([, each]) => each !== undefined && Object.keys(each as object).length > 0),
  )
