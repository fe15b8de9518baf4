import fc from 'fast-check'
import { runSubject } from '../../../../core/model/run-roles'
import { signIn, type SignIn } from '../../../../core/policy/sign-in'
import { runRole, runsMesh } from './lab'
import { runs } from '../../../support/scale'

const built = runsMesh()
const HOST = 'terraform.example.com'
const LAB = { organization: 'acme-org', project: 'Data mesh', workspace: 'lab' }
type Phase = 'plan' | 'apply'

const subject = (changes: Partial<typeof LAB> & { phase?: string } = {}): string => {
  const { organization, project, workspace, phase = 'apply' } = { ...LAB, ...changes }
  return `organization:${organization}:project:${project}:workspace:${workspace}:run_phase:${phase}`
}

/** A run of the environment `lab`, as STS sees its token, but for what is changed. */
function run(key: string, sub: string | undefined, changes: Partial<SignIn> = {}): SignIn {
  const { arn } = runRole(built, key)
  const account = arn.split(':')[4] ?? ''
  return {
    role: arn,
    provider: `arn:aws:iam::${account}:oidc-provider/${HOST}`,
    action: 'sts:AssumeRoleWithWebIdentity',
    context: { [`${HOST}:aud`]: 'aws:mesh', ...(sub !== undefined && { [`${HOST}:sub`]: sub }) },
    ...changes,
  }
}

const opens = (key: string, attempt: SignIn): boolean => signIn(runRole(built, key).trust, attempt).allowed

describe('a role of runs', () => {
  const roles: [string, string, Phase][] = [
    ['lab_plan', 'lab', 'plan'],
    ['lab_apply', 'lab', 'apply'],
    ['lab_rows_plan', 'lab', 'plan'],
    ['lab_rows_apply', 'lab', 'apply'],
    ['hub_plan', 'hub', 'plan'],
    ['hub_apply', 'hub', 'apply'],
    ['beside_plan', 'beside', 'plan'],
    ['beside_rows_apply', 'beside', 'apply'],
  ]

  test.each(roles)('%s opens to the workspace %s in its %s', (key, workspace, phase) => {
    expect(opens(key, run(key, subject({ workspace, phase })))).toBe(true)
  })

  test.each(roles)('%s opens to no other workspace and phase', (key, own, phase) => {
    const others = ['hub', 'lab', 'beside', 'okta', 'bootstrap-hub', 'bootstrap-lab', 'LAB', 'labs', '*', ''].flatMap(
      (workspace) => ['plan', 'apply', '*', ''].map((each) => ({ workspace, phase: each })),
    )
    const opened = others.filter((each) => opens(key, run(key, subject(each))))
    expect(opened).toEqual([{ workspace: own, phase }])
  })

  test.each([
    ['another organization', subject({ organization: 'other' })],
    ['another project', subject({ project: 'Default Project' })],
    ['a project whose name goes on', subject({ project: 'Data mesh:workspace:lab' })],
    ['a subject that goes on', `${subject()}:x`],
    ['a subject before which something stands', `x:${subject()}`],
    ['no subject', undefined],
    ['a pattern', 'organization:acme-org:*'],
  ])('does not open to %s', (_, sub) => {
    expect(opens('lab_apply', run('lab_apply', sub))).toBe(false)
  })

  test.each<[string, Partial<SignIn>]>([
    ['another audience', { context: { [`${HOST}:aud`]: 'aws.workload.identity', [`${HOST}:sub`]: subject() } }],
    ['no audience', { context: { [`${HOST}:sub`]: subject() } }],
    ['another host', { provider: 'arn:aws:iam::111111111111:oidc-provider/app.terraform.io' }],
    [
      'another host with claims of its own',
      {
        provider: 'arn:aws:iam::111111111111:oidc-provider/app.terraform.io',
        context: { 'app.terraform.io:aud': 'aws:mesh', 'app.terraform.io:sub': subject() },
      },
    ],
    ['the provider of another account', { provider: `arn:aws:iam::000000000000:oidc-provider/${HOST}` }],
    ['the account itself', { action: 'sts:AssumeRole', provider: 'arn:aws:iam::111111111111:root' }],
    ['a session with tags', { tags: { GroupHash: '.HFAt.' } }],
    ['a session with a source identity', { sourceIdentity: 'ann@example.com' }],
  ])('does not open to %s', (_, changes) => {
    expect(opens('lab_apply', run('lab_apply', subject()))).toBe(true)
    expect(opens('lab_apply', run('lab_apply', subject(), changes))).toBe(false)
  })
})

test('whatever else a token says of its run, no role opens', () => {
  const part = fc.oneof(fc.constantFrom('acme-org', 'Data mesh', 'lab', 'hub', 'beside', '*', '?'), fc.string())
  const token = fc.record({
    organization: part,
    project: part,
    workspace: part,
    phase: fc.constantFrom('plan', 'apply', '*'),
  })
  const roles = built.compiled.bootstraps.flatMap(({ roles }) => roles)
  fc.assert(
    fc.property(token, fc.constantFrom(...roles), (said, role) => {
      const isRight =
        said.organization === 'acme-org' &&
        said.project === 'Data mesh' &&
        said.workspace === role.workspace &&
        said.phase === role.phase
      expect(opens(role.key, run(role.key, subject(said)))).toBe(isRight)
    }),
    { numRuns: runs(500) },
  )
})

test('no two runs have one subject: no name may hold what stands between names', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9 _-]{3,40}$/)
  const named = fc.record({
    organization: name,
    project: name,
    workspace: name,
    phase: fc.constantFrom('plan' as const, 'apply' as const),
  })
  const tell = (each: { organization: string; project: string; workspace: string; phase: Phase }): string =>
    runSubject(each, each)
  fc.assert(
    fc.property(named, named, (a, b) => {
      expect(tell(a) === tell(b)).toBe(JSON.stringify(a) === JSON.stringify(b))
    }),
  )
})
