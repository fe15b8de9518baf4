import type { Position } from './diagnostic'
import type { Mesh } from './mesh'

/** A place that names a group. */
export interface Mention {
  readonly name: string
  readonly environment: string
  /** As what the group is named there; owners, stewards and approvals give no access. */
  readonly as: 'persona' | 'home' | 'share' | 'live' | 'owner' | 'steward' | 'approval'
  /** What the group opens by it, in words, such as `the persona reader in lab`. @default - nothing */
  readonly opens?: string | undefined
  readonly at: Position | undefined
}

/** Every place that names a group: environments by name, and in each personas, home storage, datasets. */
export function mentionsOf({ environments, places }: Pick<Mesh, 'environments' | 'places'>): Mention[] {
  return [...environments].flatMap(([environment, { personas, home, datasets }]) => {
    const one = (as: Mention['as'], name: string | undefined, ...path: (string | number)[]): Mention[] =>
      name === undefined ? [] : [{ name, environment, as, at: places.environment(environment, path) }]
    const opening = (what: string, mentions: readonly Mention[]): Mention[] =>
      mentions.map((each) => ({ ...each, opens: `${what} in ${environment}` }))
    return [
      ...Object.entries(personas).flatMap(([persona, groups]) =>
        groups.flatMap((name, index) =>
          opening(`the persona ${persona}`, one('persona', name, 'personas', persona, index)),
        ),
      ),
      ...(home?.groups ?? []).flatMap((name, index) =>
        opening('home storage', one('home', name, 'home', 'groups', index)),
      ),
      ...(home?.departmentWriters ?? []).flatMap((name, index) =>
        opening('home storage', one('home', name, 'home', 'departmentWriters', index)),
      ),
      ...Object.entries(datasets).flatMap(([dataset, { owner, stewards, access }]) => [
        ...one('owner', owner, 'datasets', dataset, 'owner'),
        ...stewards.flatMap((name, index) => one('steward', name, 'datasets', dataset, 'stewards', index)),
        ...access.flatMap(({ to, approvedBy }, index) => [
          ...opening(
            `a share of ${dataset}`,
            one('share', to.group, 'datasets', dataset, 'access', index, 'to', 'group'),
          ),
          ...opening(
            `the live role of ${dataset}`,
            one('live', to.live, 'datasets', dataset, 'access', index, 'to', 'live'),
          ),
          ...one('approval', approvedBy, 'datasets', dataset, 'access', index, 'approvedBy'),
        ]),
      ]),
    ]
  })
}
