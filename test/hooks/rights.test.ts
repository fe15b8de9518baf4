import { startTable, type Table } from '../support/dynalite'
import { some } from '../support/scale'
import { narrower } from '../core/policy/hooks/mutants'
import { WITH_SECRET, WITHOUT_SYNC } from '../core/policy/hooks/compiled'
import { entitlementSyncSubject } from './rights/entitlement-sync'
import { applied, type Applied } from './rights/mesh'
import { runTaskSubject } from './rights/run-task'
import { cognitoSubject, liveRowsOf, samlSubject, tokenSubject } from './rights/sign-in'
import { guardOf, type Subject } from './rights/subject'
import { syncRoleSubject, trustSyncSubject } from './rights/trust-sync'

/** The hooks themselves at work, each with the policy of its role and nothing else. */
const ROLE = 'arn:aws:iam::000000000000:role/acme-hub/some-hook'

async function attempt({ run }: Subject, document: Subject['document']): Promise<{ done: boolean; denied: boolean }> {
  const guard = guardOf(ROLE, document)
  const done = await run(guard).then(
    () => true,
    () => false,
  )
  return { done, denied: guard.denied.length > 0 }
}

function testRights(subject: () => Subject, document: Subject['document']): void {
  test('does all of its work', async () => {
    const guard = guardOf(ROLE, document)
    await subject().run(guard)
    expect(guard.denied).toEqual([])
  })

  test.each(some(narrower(document)))('does not $what', async (less) => {
    expect(await attempt(subject(), less.document)).toEqual({ done: false, denied: true })
  })
}

const all = applied()

describe.each<[string, Applied, readonly ((place: { mesh: Applied; endpoint: string }) => Subject)[]]>([
  ['that synchronises', all, [samlSubject, tokenSubject, cognitoSubject]],
  ['whose callers send a secret', applied(WITH_SECRET), [samlSubject, tokenSubject]],
  ['that does not synchronise', applied(WITHOUT_SYNC), [samlSubject, tokenSubject, cognitoSubject]],
])('in a mesh %s', (_, mesh, subjects) => {
  let table: Table
  beforeAll(async () => {
    table = await startTable([...mesh.rows, ...(mesh.config.sync ? liveRowsOf(mesh) : [])], mesh.config.table)
  })
  afterAll(() => table.close())

  for (const make of subjects) {
    const { name, document } = make({ mesh, endpoint: '' })
    describe(name, () => testRights(() => make({ mesh, endpoint: table.endpoint }), document))
  }
})

describe.each([entitlementSyncSubject(all), trustSyncSubject(all), syncRoleSubject(all), runTaskSubject(all)])(
  '$name',
  (subject) => testRights(() => subject, subject.document),
)
