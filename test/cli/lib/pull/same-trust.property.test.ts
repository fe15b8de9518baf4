import fc from 'fast-check'
import { policyText } from '../../../../core/policy/policy-text'
import { hookConfig } from '../../../../core/model/hook-config'
import type { TrustSync } from '../../../../hooks/trust-sync/context'
import { readEnvironment } from '../../../../hooks/trust-sync/state'
import { trustOf, wantedOf } from '../../../../hooks/trust-sync/wanted'
import { memoryLog, memoryTable } from '../../../support/hook-config'
import { build, type Built } from '../../../support/mesh'
import { runs } from '../../../support/scale'
import { renderedTrusts } from './hooks'
import { appliedRows, FILES, folderOf, memberRow, METADATA, oidc, pull, saml, serviceRows } from './lab'

const LAB = FILES['lab.yaml']!.replace('    access:\n', '    live: read\n    access:\n')
const files = {
  ...FILES,
  'lab.yaml': LAB,
  'mesh.yaml': `${FILES['mesh.yaml']!.replace('services:\n', 'services:\n  books: { protocol: saml, metadata: books.xml }\n')}`,
  'books.xml': METADATA,
  'dev.yaml': LAB.replace('111111111111', '222222222222')
    .replace('acme-home', 'acme-dev-home')
    .replace('[notebooks]', '[books, notebooks]')
    .replace('[OWNERS]', '[OWNERS, DEVELOPERS]')
    .replace(/^personas:$/m, 'personas:\n  auditors: [AUDIT]')
    .replace('auditors', 'steward'),
}
const built = build(folderOf(files))
const ENVIRONMENTS = ['dev', 'lab']

const known = Object.entries(built.registry.groups).map(([group, { code }]) => ({ group, code }))
const unknown = ['A', 'B b', 'ÆØ', 'ADG, 1'].map((group, index) => ({ group, code: `z00${index}` }))

const member = fc.record({
  who: fc.constantFrom(...known, ...unknown),
  environment: fc.constantFrom(...ENVIRONMENTS),
  dataset: fc.constantFrom('trials', 'home', 'other'),
  roles: fc.subarray(['owner', 'reader', 'home', 'steward', 'live-trials']),
  fate: fc.constantFrom('holds', 'holds', 'holds', 'gone', 'old'),
})
const definition = fc.constantFrom(
  saml({ application: undefined }),
  saml({ application: undefined, audience: 'https://eu-central-1.signin.aws.amazon.com/saml', maxGroups: 5 }),
  oidc({ clientIds: ['b', 'a'] }),
  oidc({ issuer: 'https://login.example.com/oauth2/aus1', clientIds: ['c'] }),
)
const service = fc.record({
  name: fc.constantFrom('ghost', 'spirit', 'a', 'zz'),
  definition,
  state: fc.constantFrom('active', 'active', 'active', 'removing', 'removed', 'refused'),
  environments: fc.subarray(ENVIRONMENTS, { minLength: 1 }),
})

type Members = readonly (typeof member extends fc.Arbitrary<infer M> ? M : never)[]
type Services = readonly (typeof service extends fc.Arbitrary<infer S> ? S : never)[]

function rowsOf(members: Members, services: Services): object[] {
  const roles = new Set(built.graph.environments.flatMap((each) => each.roles.map(({ name }) => name)))
  return [
    ...appliedRows(built),
    ...members.map(({ who, environment, dataset, roles: personas, fate }) =>
      memberRow(built, {
        ...who,
        environment,
        dataset,
        roles: personas
          .filter((each) => dataset === 'trials' || each !== 'live-trials')
          .map((each) => `acme-${environment}-${each}`)
          .filter((each) => roles.has(each)),
        ...(fate === 'gone' && { gone: true }),
        ...(fate === 'old' && { revision: 'sha256:old' }),
      }),
    ),
    ...services.flatMap(({ name, environments, state, definition: what }, index) =>
      // A client id leads to one service.
      serviceRows(
        built,
        name,
        what.protocol === 'oidc' ? { ...what, clientIds: what.clientIds.map((id) => id + index) } : what,
        { state },
        environments,
      ),
    ),
  ]
}

/** What trust-sync would write, role by role. */
async function wantedTrusts(rows: object[], name: string): Promise<Readonly<Record<string, string>>> {
  const config = hookConfig(built.mesh, built.registry)
  const sync = { config, table: memoryTable(rows), log: memoryLog() } as unknown as TrustSync
  const state = await readEnvironment(sync, name)
  if (typeof state === 'string') throw new Error(state)
  const { trust, roles } = wantedOf(state)
  const texts = roles.map((each) => [each.role.name, policyText(trustOf(trust, each, each.live, each.liveCodes))])
  return Object.fromEntries(texts.sort())
}

test('whatever events have added, synth renders after a pull what trust-sync wrote before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(member, {
        maxLength: 8,
        selector: ({ who, environment, dataset }) => who.group + environment + dataset,
      }),
      fc.uniqueArray(service, { maxLength: 3, selector: ({ name }) => name }),
      async (members, services) => {
        const rows = rowsOf(members, services)
        const { after, files: written } = await pull(files, () => rows)
        const pulled: Built = build(after)
        for (const name of ENVIRONMENTS) {
          expect(renderedTrusts(pulled, name)).toEqual(await wantedTrusts(rows, name))
        }
        expect(
          (await pull(Object.fromEntries(after.list().map((each) => [each, after.read(each)!])), () => rows)).files,
        ).toEqual({})
        // Only runs that change something count.
        fc.pre(Object.keys(written).length > 0)
      },
    ),
    { numRuns: runs(25) },
  )
})
