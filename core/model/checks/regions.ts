import { error, type Diagnostic, type Position } from '../diagnostic'
import { partitionFacts } from '../partition'
import { ownValue } from '../own-value'
import { REGIONS } from '../regions'
import { didYouMean } from '../suggest'
import { STAYS } from './accounts'
import { environmentsOf, type Check } from './check'

/**
 * A Region must be there: Terraform would find out only from the name of a host that does not answer. An environment stays
 * in its own.
 */
export const checkRegions: Check = (context) => {
  const { settings, places, registry } = context.mesh
  const { partition, backend, hub, hooks, services } = settings
  const known = [...REGIONS[partition], ...settings.regions]
  const judge = (region: string, at: Position | undefined): Diagnostic[] => {
    // A Region of another partition has a message of its own.
    if (known.includes(region) || !partitionFacts(partition).region.test(region)) return []
    const meant = didYouMean(region, known)
    const hint = `${meant === undefined ? '' : `${meant} `}if AWS has opened it since, add it to \`regions\` in mesh.yaml`
    return [error('unknown-region', `AWS has no Region ${region} that this Trustloom knows`, at, hint)]
  }
  return [
    ...judge(hub.region, places.mesh(['hub', 'region'])),
    ...(backend.type === 's3' ? judge(backend.region, places.mesh(['backend', 'region'])) : []),
    ...(hooks?.alarmTopic === undefined
      ? []
      : judge(hooks.alarmTopic.split(':')[3] ?? '', places.mesh(['hooks', 'alarmTopic']))),
    ...Object.entries(services).flatMap(([name, service]) =>
      service.protocol === 'cognito' && service.identityPool !== undefined
        ? judge(service.identityPool.split(':')[0] ?? '', places.mesh(['services', name, 'identityPool']))
        : [],
    ),
    ...environmentsOf(context).flatMap(({ name, settings: { region }, at }) => {
      const unknown = judge(region, at('region'))
      const locked = ownValue(registry.environments, name)?.region
      return unknown.length > 0 || locked === undefined || locked === region
        ? unknown
        : [error('region-moved', `${name} is locked to the Region ${locked}`, at('region'), STAYS)]
    }),
  ]
}
