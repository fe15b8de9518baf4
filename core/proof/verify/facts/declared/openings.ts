import { compareText } from '../../../../model/diagnostic'
import type { RoleAccess, ServiceAccess } from '../../../../model/graph'
import { groupKey } from '../../../../model/group-names'
import { leads } from '../../trust/leads'
import { iamArn, nameOfBucket, nameOfRole, nameOfShare } from './names'
import { declaredPersona } from './persona'
import type { DeclaredScope } from './scope'
import { servicesIn } from './services'

/**
 * A role that people open, as the files say it: read from their lines, apart from the access graph that stacks are
 * rendered from.
 */
export interface Opening {
  readonly kind: Exclude<RoleAccess['kind'], 'jobs'>
  /** The persona's name, `share`, `live`, `home` or `home-writers`. */
  readonly persona: string
  /** Of a live role: the one dataset that it is for. */
  readonly dataset?: string
  /** Of a live role: where its dataset lies. */
  readonly location?: string
  readonly name: string
  readonly arn: string
  readonly sessionHours: number
  readonly groups: readonly { readonly name: string }[]
  /** The services that lead to it, sorted by name. */
  readonly services: readonly ServiceAccess[]
}

/** Every role that people open in an environment, or may by an event; sorted by name. A closed one has none. */
export function openingsOf(scope: DeclaredScope): Opening[] {
  const { mesh, settings, access } = scope
  if (settings.state === 'closed') return []
  const services = servicesIn(mesh, settings.account)
  return [...personasOf(scope), ...sharesOf(scope), ...livesOf(scope), ...homesOf(scope)]
    .filter(({ kind, groups }) => kind === 'live' || groups.length > 0)
    .sort((a, b) => compareText(a.name, b.name))
    .map(({ groups, ...role }) => {
      const named = { ...role, groups: groups.map((name) => ({ name })) }
      return {
        ...named,
        arn: iamArn(mesh.settings.partition, settings.account, 'role', mesh.settings.mesh, role.name),
        services: services.filter((each) => leads(mesh, access.environment, named, each.name)),
      }
    })
}

interface Lines extends Pick<Opening, 'kind' | 'persona' | 'dataset' | 'location' | 'name' | 'sessionHours'> {
  readonly groups: readonly string[]
}

const personasOf = ({ mesh, settings, access }: DeclaredScope): Lines[] =>
  Object.entries(settings.personas).map(([persona, groups]) => {
    const name = nameOfRole(mesh.settings.mesh, access.environment, persona)
    const { sessionHours } = declaredPersona(mesh, settings, persona)
    return { kind: 'persona', persona, name, sessionHours, groups }
  })

/** One for each group, which its first entry names. */
function sharesOf({ mesh, settings, access }: DeclaredScope): Lines[] {
  const shares = new Map<string, Lines>()
  for (const { to, roleName } of Object.values(settings.datasets).flatMap((each) => each.access)) {
    if (to.group === undefined || shares.has(groupKey(to.group))) continue
    const name = roleName ?? nameOfShare(mesh.settings.mesh, access.environment, to.group)
    shares.set(groupKey(to.group), { kind: 'share', persona: 'share', name, sessionHours: 1, groups: [to.group] })
  }
  return [...shares.values()]
}

/** One for each dataset that says `live`, with the groups that its entries name. */
const livesOf = ({ mesh, settings, access }: DeclaredScope): Lines[] =>
  Object.entries(settings.datasets).flatMap(([dataset, { live, access: entries }]) => {
    if (live === undefined) return []
    const { mesh: prefix } = mesh.settings
    const name = nameOfRole(prefix, access.environment, `live-${dataset}`)
    const location = `s3://${nameOfBucket(prefix, access.environment, dataset, settings.account)}/`
    const groups = entries.flatMap(({ to }) => to.live ?? [])
    return [{ kind: 'live', persona: 'live', dataset, location, name, sessionHours: 1, groups }]
  })

function homesOf({ mesh, settings: { home }, access }: DeclaredScope): Lines[] {
  if (!home) return []
  const lines = { home: home.groups, 'home-writers': home.departmentWriters }
  return Object.entries(lines).map(([persona, groups]) => {
    const name = nameOfRole(mesh.settings.mesh, access.environment, persona)
    return { kind: 'home', persona, name, sessionHours: home.sessionHours, groups }
  })
}
