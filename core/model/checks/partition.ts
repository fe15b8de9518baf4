import { error, type Diagnostic, type Position } from '../diagnostic'
import { partitionFacts } from '../partition'
import { environmentsOf, type Check } from './check'

/** Regions and ARNs belong to the partition of the mesh. */
export const checkPartition: Check = (context) => {
  const { settings, places } = context.mesh
  const { partition } = settings
  const facts = partitionFacts(partition)
  const region = (value: string, at: Position | undefined): Diagnostic[] =>
    facts.region.test(value)
      ? []
      : [
          error(
            'wrong-partition',
            `${value} is not a Region of the partition ${partition}`,
            at,
            'change the Region, or `partition` in mesh.yaml',
          ),
        ]
  const arn = (value: string | false | undefined, at: Position | undefined): Diagnostic[] => {
    const found = value ? value.split(':')[1] : undefined
    if (found === undefined || found === partition || found === '${partition}') return []
    return [
      error(
        'wrong-partition',
        `this ARN belongs to the partition ${found}, the mesh to ${partition}`,
        at,
        `an ARN of this mesh begins with arn:${partition}:`,
      ),
    ]
  }
  return [
    ...region(settings.hub.region, places.mesh(['hub', 'region'])),
    ...arn(settings.deployRole, places.mesh(['deployRole'])),
    ...arn(settings.permissionsBoundary, places.mesh(['permissionsBoundary'])),
    ...arn(settings.hooks?.alarmTopic, places.mesh(['hooks', 'alarmTopic'])),
    ...Object.entries(settings.services).flatMap(([name, service]) =>
      service.protocol === 'cognito'
        ? arn(service.userPool?.trigger, places.mesh(['services', name, 'userPool', 'trigger']))
        : [],
    ),
    ...environmentsOf(context).flatMap(({ settings: environment, at }) => [
      ...region(environment.region, at('region')),
      ...(environment.administrators ?? []).flatMap((each, index) => arn(each, at('administrators', index))),
    ]),
  ]
}
