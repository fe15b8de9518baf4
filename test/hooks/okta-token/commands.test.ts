import * as fc from 'fast-check'
import { transformTokens } from '../../../cli/lib/sign-in/okta-token'
import { json } from '../../../hooks/lib/http'
import type { Session } from '../../../hooks/lib/session'
import { patchCommands } from '../../../hooks/okta-token/commands'

const SESSION: Session = {
  service: 'jupyterhub',
  sessionName: 'anna@novonordisk.com',
  sourceIdentity: 'anna@novonordisk.com',
  roles: [],
  groups: ['ADG-STATISTICS'],
  tags: { GroupHash: '.67qB.', initials: 'ANNA' },
  transitiveTags: ['GroupHash', 'initials'],
  duration: 3600,
}

const CLAIMS = {
  'https://aws.amazon.com/tags': {
    principal_tags: { GroupHash: ['.67qB.'], initials: ['ANNA'] },
    transitive_tag_keys: ['GroupHash', 'initials'],
  },
  'https://aws.amazon.com/source_identity': 'anna@novonordisk.com',
}

const AWS = /^https:\/\/aws\.amazon\.com\//i
const tail = fc.constantFrom('tags', 'source_identity', 'tags/principal_tags/GroupHash', 'x~y', '~1', '~', '', '/', 'é')
const scheme = fc.constantFrom('https://aws.amazon.com/', 'HTTPS://AWS.AMAZON.COM/', 'https://example.com/', 'aws:')
const name = fc.oneof(
  fc.tuple(scheme, tail).map(([a, b]) => a + b),
  fc.string().filter((text) => text !== '__proto__'),
)
const claims = fc.dictionary(name, fc.jsonValue(), { maxKeys: 8, noNullPrototype: true })
const token = fc.option(claims, { nil: undefined })

const others = (all: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(Object.entries(all).filter(([each]) => !AWS.test(each)))

it('leaves tokens with the claims of the session and no others that AWS might read', async () => {
  await fc.assert(
    fc.asyncProperty(token, token, fc.boolean(), async (identity, access, signsIn) => {
      const session = identity && signsIn ? SESSION : null
      const commands = patchCommands(session, { clientId: 'c', issuer: 'i', identity, access })
      const asked = {
        data: { ...(identity && { identity: { claims: identity } }), ...(access && { access: { claims: access } }) },
      }
      const result = await transformTokens(async () => json(200, { commands }), asked)
      expect(result).toEqual({
        outcome: 'patched',
        tries: 1,
        ...(identity && { identity: { claims: { ...others(identity), ...(session && CLAIMS) } } }),
        ...(access && { access: { claims: others(access) } }),
      })
    }),
  )
})
