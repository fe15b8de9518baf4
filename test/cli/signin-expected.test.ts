import { expected, type DeclaredRole } from '../../cli/lib/sign-in/declared'
import type { LabConfig } from '../../cli/lib/sign-in/lab-config'
import { memoryFolder } from '../../core/model/folder'
import { build, exampleFolder } from '../support/mesh'
import { some } from '../support/scale'
import { somebody } from './signin-lab'

const names = Array.from({ length: 101 }, (_, index) => `GROUP-${index}`)
const config = {
  sourceIdentity: '*@example.com',
  attributes: { initials: 'user.initials' },
  groups: Object.fromEntries(names.map((name, index) => [name, String(index).padStart(4, '0')])),
  services: {
    reports: { protocol: 'saml', maxGroups: 2, groupsClaim: 'groups' },
    notebooks: { protocol: 'oidc', maxGroups: 2, groupsClaim: 'groups' },
  },
} as unknown as LabConfig

/** The first three groups have one role. */
const role = (groups: readonly string[]): DeclaredRole[] => {
  const members = groups.filter((each) => names.indexOf(each) < 3).map((name) => ({ name, code: name.slice(-1) }))
  return members.length === 0 ? [] : [{ members } as unknown as DeclaredRole]
}
const ask = (more: Partial<Parameters<typeof expected>[0]>) =>
  expected(
    { service: 'reports', user: 'anna@example.com', groups: names.slice(0, 1), attributes: {}, ...more },
    (_, groups) => role(groups),
    config,
  )

test.each<[string, Parameters<typeof ask>[0], RegExp]>([
  ['no role', { groups: names.slice(3, 4) }, /^the files give these groups no role through reports$/],
  ['a user of others', { user: 'anna@example.org' }, /must match \*@example\.com$/],
  ['a user whose name is too long', { user: `${'a'.repeat(60)}@example.com` }, /2 to 64/],
  [
    'more groups than the service takes',
    { groups: names.slice(0, 3) },
    /^3 groups count, and reports takes at most 2$/,
  ],
  [
    'more groups than a hook asks for',
    { groups: names },
    /^101 of the groups are of the mesh, and a hook asks for 100$/,
  ],
])('nobody signs in with %s', (_, more, refusal) => {
  expect(ask(more)).toEqual({ refusal: expect.stringMatching(refusal) })
})

test('what limits nothing', () => {
  const strangers = Array.from({ length: 200 }, (_, index) => `STRANGER-${index}`)
  const attributes = { initials: 'A*', other: '***' }
  expect(ask({ groups: [...names.slice(0, 2), ...names.slice(3), ...strangers].slice(0, 100), attributes })).toEqual({
    roles: [expect.anything()],
  })
})

test('an attribute for AWS may be refused in an assertion, and is taken out of a token', () => {
  const attributes = { 'https://aws.amazon.com/saml/attributes/Role': 'x' }
  expect(ask({ attributes })).toMatchObject({ mayRefuse: expect.stringContaining('may come from a hook alone') })
  expect(ask({ attributes, service: 'notebooks' })).not.toHaveProperty('mayRefuse')
})

test('hooks agree about attributes', async () => {
  const folder = exampleFolder()
  const files = Object.fromEntries(folder.list().map((name) => [name, folder.read(name) ?? '']))
  const mesh = (files['mesh.yaml'] ?? '').replace(/^hooks:(?:.*\n(?=[ \t]))*.*\n/m, '')
  files['mesh.yaml'] = `${mesh}\nhooks: { attributes: { initials: user.initials } }\n`
  const built = build(memoryFolder('environments', files))
  for (const service of some(['databricks', 'jupyterhub', 'home'])) {
    const asked = { service, groups: [service === 'home' ? 'ADG-EMPLOYEES' : 'ADG-STATISTICS'] }
    const bad = await somebody(built, { ...asked, attributes: { initials: 'A*' } })
    if (bad.outcome.refused) throw new Error(bad.outcome.refused.message)
    expect([service, bad.outcome.carried.tags.initials, bad.differences]).toEqual([service, undefined, []])
    expect(bad.outcome.leftOut).toEqual([{ tag: 'initials', why: expect.stringMatching(/^it holds "\*"/) }])
    const good = await somebody(built, { ...asked, attributes: { initials: 'ÅSE' } })
    if (good.outcome.refused) throw new Error(good.outcome.refused.message)
    expect([service, good.outcome.carried.tags.initials, good.differences]).toEqual([service, 'ÅSE', []])
  }
})
