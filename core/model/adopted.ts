import type { Mesh } from './mesh'

/** The services whose identity provider a hook made in an environment's account, so that Terraform takes it over. */
export function adoptedServices({ settings }: Pick<Mesh, 'settings'>, environment: string): ReadonlySet<string> {
  const adopted = Object.entries(settings.services).filter(
    ([, each]) => each.protocol !== 'cognito' && each.adopt?.includes(environment),
  )
  return new Set(adopted.map(([name]) => name))
}
