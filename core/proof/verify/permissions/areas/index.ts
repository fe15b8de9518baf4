import type { Area, Probe } from '../area'
import { ACTIONS } from '../actions'
import { NO_FACTS } from '../area'
import { NOBODY, type DeclaredRole, type Places } from '../places'
import { athenaArea, athenaProbes } from './athena'
import { catalogueArea, catalogueProbes } from './glue'
import { identityArea, identityProbes, sessionArea } from './identities'
import { jobArea, jobProbes } from './jobs'
import { keyArea, keyProbes } from './keys'
import { lakeFormationArea, lakeFormationProbes } from './lake-formation'
import { bucketArea, bucketGroups } from './listings'
import { logArea, logProbes, metricArea, metricProbes } from './logs'
import { objectArea, objectGroups } from './objects'

/** Everything that is asked of the roles of an environment; what is acted on is the same for all of them. */
export function areasOf(places: Places): (role: DeclaredRole) => Area[] {
  const objects = objectGroups(places)
  const buckets = bucketGroups(places)
  const keys = keyProbes(places)
  const lakeFormation = lakeFormationProbes(places)
  const catalogue = catalogueProbes(places)
  const jobs = jobProbes(places)
  const athena = athenaProbes(places)
  const identities = identityProbes(places)
  const logs = logProbes(places)
  const metrics = metricProbes()
  const other = otherS3Probes(places)
  return (role) =>
    [
      objectArea(places, role, objects),
      bucketArea(places, role, buckets),
      otherS3Area(role, other),
      keyArea(places, role, keys),
      lakeFormationArea(role, lakeFormation),
      catalogueArea(places, role, catalogue),
      jobArea(places, role, jobs),
      athenaArea(places, role, athena),
      identityArea(places, role, identities),
      sessionArea(identities),
      logArea(role, logs),
      metricArea(role, metrics),
    ] as Area[]
}

/** Access points and the like, each of which would be another way into a bucket. */
function otherS3Probes({ access: { partition, region, account } }: Places): Probe[] {
  const kinds = ['accesspoint', 'access-grants', 'job', 'storage-lens']
  const arns = kinds.map((each) => `arn:${partition}:s3:${region}:${account}:${each}/${NOBODY}`)
  return ['*', ...arns].map((resource) => ({ resource, facts: NO_FACTS, label: resource }))
}

/** A template of a mesh's own may show which buckets there are. */
function otherS3Area(role: DeclaredRole, probes: readonly Probe[]): Area {
  return {
    name: 'other ways into buckets',
    actions: ACTIONS.otherS3,
    groups: [{ head: undefined, probes }],
    expects: (action) => (role.hasOwnTemplate && action === 's3:ListAllMyBuckets' ? 'may' : 'never'),
    needed: new Set(),
  }
}
