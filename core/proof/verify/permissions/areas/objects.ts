import { ACTIONS } from '../actions'
import { ENCRYPTED, type Area, type Expectation, type Probe, type ProbeGroup } from '../area'
import { folders, NOBODY, type DeclaredRole, type Places } from '../places'
import { bucketsFor, locationsOf, OBJECT_RIGHTS, strangers } from './buckets'
import { exampleObjects } from './examples'
import { foldersOf } from './folders'

interface ObjectProbe extends Probe {
  readonly bucket: string
  readonly key: string
}

const probe = ({ bucketArn }: Places, bucket: string, key: string): ObjectProbe => ({
  resource: `${bucketArn(bucket)}/${key}`,
  facts: ENCRYPTED,
  label: `${bucket}/${key}`,
  bucket,
  key,
})

/** Objects of every bucket: in and beside each table's folder, in and beside each role's folder, and at the top. */
export function objectGroups(places: Places): ProbeGroup<ObjectProbe>[] {
  const { access, results, workgroups, bucketArn } = places
  const group = (bucket: string, keys: readonly string[]): ProbeGroup<ObjectProbe> => ({
    head: bucketArn(bucket),
    probes: [...new Set(keys)].map((key) => probe(places, bucket, key)),
  })
  const beside = (folder: string): string[] => [
    `${folder}/part-0`,
    `${folder}/year=2026/month=1/part-0`,
    `${folder}x/part-0`,
    `${folder.slice(0, -1)}/part-0`,
    folder,
  ]
  const datasets = access.datasets.map(({ bucket, tables }) =>
    group(bucket, [...Object.keys(tables).flatMap(beside), 'part-0', `${NOBODY}/part-0`]),
  )
  const names = workgroups.flatMap((each) => [`${each}/1.csv`, `${each}/tables/1/part-0`, `${each}x/1.csv`, each])
  const inResults = group(results.bucket, [
    ...[folders.results, folders.jobs].flatMap((folder) => names.map(folder)),
    folders.results('1.csv'),
    folders.jobs('1.csv'),
    '1.csv',
  ])
  const { home } = access
  const inHome = home ? [group(home.bucket, ['home/user/ann/x', 'public/x', 'x'])] : []
  // A pattern that loses its slash goes on into buckets whose names begin alike.
  const strange = strangers(places).map((each) => group(each, ['part-0']))
  return [...datasets, inResults, ...inHome, ...strange]
}

/** What a role may do with objects. */
export function objectArea(
  places: Places,
  role: DeclaredRole,
  all: readonly ProbeGroup<ObjectProbe>[],
): Area<ObjectProbe> {
  const locations = locationsOf(places, role)
  const own = foldersOf(places, role)
  const buckets = new Set(bucketsFor(places, role))
  const skipped = role.access?.kind === 'home' ? places.access.home?.bucket : undefined
  const expects = (action: string, { bucket, key }: ObjectProbe): Expectation => {
    if (bucket === places.results.bucket) {
      return own.find(({ path, actions }) => key.startsWith(path) && actions.has(action))?.expectation ?? 'never'
    }
    if (!buckets.has(bucket)) return 'never'
    const right = OBJECT_RIGHTS.get(action)
    const gives = locations
      .get(bucket)
      ?.some(({ prefix, permissions }) => key.startsWith(prefix) && permissions.some((each) => each === right))
    return gives ? 'must' : 'never'
  }
  return {
    name: 'objects',
    actions: ACTIONS.objects,
    groups: all.filter(({ probes }) => probes.some(({ bucket }) => bucket !== skipped)),
    expects,
    needed: new Set(OBJECT_RIGHTS.keys()),
    needsIn: ({ probes }) =>
      probes.some(({ bucket }) => locations.has(bucket) || (own.length > 0 && bucket === places.results.bucket)),
    witnessesOf: ({ Resource: patterns }) =>
      exampleObjects(patterns, [...buckets], places.bucketArn).flatMap(({ bucket, key }) =>
        key === undefined ? [] : [probe(places, bucket, key)],
      ),
    sourceOf: ({ bucket, key }) => locations.get(bucket)?.find(({ prefix }) => key.startsWith(prefix))?.source,
  }
}
