import { ACTIONS } from '../actions'
import { ENCRYPTED, type Area, type Expectation, type Probe, type ProbeGroup } from '../area'
import { folders, NOBODY, type DeclaredRole, type Places } from '../places'
import { bucketsFor, locationsOf, strangers } from './buckets'
import { exampleObjects, examplesOf } from './examples'
import { foldersOf } from './folders'

interface BucketProbe extends Probe {
  readonly bucket: string
  /** `undefined`: the request does not say, and so asks for everything. */
  readonly prefix: string | undefined
}

export function bucketProbe({ bucketArn }: Places, bucket: string, prefix: string | undefined): BucketProbe {
  return {
    resource: bucketArn(bucket),
    facts: prefix === undefined ? ENCRYPTED : new Map([...ENCRYPTED, ['s3:prefix', prefix]]),
    label: prefix === undefined ? bucket : `${bucket} (prefix ${JSON.stringify(prefix)})`,
    bucket,
    prefix,
  }
}

/** Every bucket, asked for all of it, for folders, and for what shows folders beside them. */
export function bucketGroups(places: Places): ProbeGroup<BucketProbe>[] {
  const { access, results, workgroups, bucketArn } = places
  const group = (bucket: string, prefixes: readonly string[]): ProbeGroup<BucketProbe> => ({
    head: bucketArn(bucket),
    probes: [undefined, ...new Set(['', ...prefixes])].map((prefix) => bucketProbe(places, bucket, prefix)),
  })
  const around = (folder: string): string[] => [`${folder}/`, `${folder}/year=2026/`, folder, `${folder}x/`]
  const datasets = access.datasets.map(({ bucket, tables }) =>
    group(bucket, [...Object.keys(tables).flatMap(around), `${NOBODY}/`]),
  )
  const inResults = group(
    results.bucket,
    [folders.results, folders.jobs].flatMap((folder) => [
      folder(''),
      folder('').slice(0, -1),
      ...workgroups.flatMap((each) => around(folder(each))),
    ]),
  )
  const { home } = access
  const inHome = home ? [group(home.bucket, ['home/', 'home/user/ann/', 'public/'])] : []
  const strange = strangers(places).map((each) => group(each, []))
  return [...datasets, inResults, ...inHome, ...strange]
}

const LISTS: ReadonlySet<string> = new Set(['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'])

/** What a role may ask buckets: where they are, and what lies in the folders that it reads or writes. */
export function bucketArea(
  places: Places,
  role: DeclaredRole,
  all: readonly ProbeGroup<BucketProbe>[],
): Area<BucketProbe> {
  const locations = locationsOf(places, role)
  const own = foldersOf(places, role)
  const buckets = new Set(bucketsFor(places, role))
  const skipped = role.access?.kind === 'home' ? places.access.home?.bucket : undefined
  const inResults = (action: string, prefix: string | undefined): Expectation => {
    if (action === 's3:GetBucketLocation') {
      // An author's scripts alone need it through data-lake-user, which every author of the built-in personas has.
      const needs = role.policies.has('data-lake-user') || role.policies.has('pipeline-job')
      return needs ? 'must' : own.length > 0 ? 'may' : 'never'
    }
    if (action !== 's3:ListBucket' || prefix === undefined) return 'never'
    return own.find(({ path }) => prefix.startsWith(path))?.expectation ?? 'never'
  }
  const expects = (action: string, { bucket, prefix }: BucketProbe): Expectation => {
    if (bucket === places.results.bucket) return inResults(action, prefix)
    if (!buckets.has(bucket)) return 'never'
    const found = locations.get(bucket)
    if (!found || !LISTS.has(action)) return 'never'
    if (action === 's3:GetBucketLocation') return 'must'
    if (action === 's3:ListBucketMultipartUploads') return role.dataset === undefined ? 'never' : 'must'
    const shows = found.some((each) => each.prefix === '' || (prefix?.startsWith(each.prefix) ?? false))
    return shows ? 'must' : 'never'
  }
  return {
    name: 'buckets',
    actions: ACTIONS.buckets,
    groups: all.filter(({ probes }) => probes.some(({ bucket }) => bucket !== skipped)),
    expects,
    needed: LISTS,
    needsIn: ({ probes }) =>
      probes.some(({ bucket }) => locations.has(bucket) || (own.length > 0 && bucket === places.results.bucket)),
    witnessesOf: ({ Resource: patterns, Condition: conditions = {} }) => {
      const values = Object.values(conditions).flatMap((keys) =>
        Object.entries(keys).flatMap(([key, value]) => (key.toLowerCase() === 's3:prefix' ? examplesOf(value) : [])),
      )
      return exampleObjects(patterns, [...buckets], places.bucketArn).flatMap(({ bucket, key }) =>
        key === undefined ? [undefined, ...values].map((prefix) => bucketProbe(places, bucket, prefix)) : [],
      )
    },
    sourceOf: ({ bucket }) => locations.get(bucket)?.[0]?.source,
  }
}
