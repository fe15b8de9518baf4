import fc from 'fast-check'
import { cognitoPrincipal } from '../../../../core/model/partition'
import type { ServiceAccess } from '../../../../core/model/graph'
import { attemptThrough } from '../../../../core/policy/attempt'
import type { Conditions, PolicyDocument, Statement } from '../../../../core/policy/document'
import { signIn, type SignIn } from '../../../../core/policy/sign-in'
import { trustReader, type OpenedBy } from '../../../../core/access/reach/openers'
import {
  GROUPS,
  names,
  NOTEBOOKS,
  policy,
  PORTAL,
  roleArnOf,
  SERVICE_NAMES,
  WAREHOUSE,
} from '../../../support/review-stack'
import { runs } from '../../../support/scale'

/**
 * Most trust policies differ in their codes alone, and each shape is asked once. Here every code is asked of the policy
 * itself, which is what the answer must be.
 */

const TAG = 'aws:RequestTag/GroupHash'
const ID = 'sts:SourceIdentity'
const ISSUER = 'login.example.com'
const POOLS = cognitoPrincipal('aws', 'eu-central-1')
const ROLE = roleArnOf('reader')
/** The last two are of no group; `0000` and `0001` are what codes are called while a shape is asked. */
const CODES = ['HFAt', 'mTKM', 'a1B2', '0000', '0001'] as const
const MESH = names({ groups: { ...GROUPS, '0001': 'NUMBERED' } })

const code = fc.constantFrom(...CODES)
const tagged = fc
  .tuple(
    fc.constantFrom('StringLike', 'StringNotLike', 'StringLikeIfExists', 'ForAnyValue:StringLike', 'StringEquals'),
    fc.uniqueArray(code, { minLength: 1, maxLength: 4 }),
  )
  .map(([operator, codes]): Conditions => ({
    [operator]: { [TAG]: codes.map((each) => (operator === 'StringEquals' ? `.${each}.` : `*.${each}.*`)) },
  }))
const identified = fc.constantFrom<Conditions>(
  {},
  { StringLike: { [ID]: '*@novonordisk.com' } },
  { StringLikeIfExists: { [ID]: '*@novonordisk.com' } },
)
const denied = fc.constantFrom<Conditions>({}, { StringNotLike: { [ID]: '*@novonordisk.com' } })
const addressed: Readonly<Record<ServiceAccess['protocol'], readonly Conditions[]>> = {
  saml: [{}, { StringEquals: { 'SAML:aud': WAREHOUSE.audience } }],
  oidc: [{}, { StringEquals: { [`${ISSUER}:aud`]: 'client-1' } }, { StringEquals: { [`${ISSUER}:aud`]: 'other' } }],
  cognito: [
    {},
    { StringEquals: { [`${POOLS}:aud`]: PORTAL.provider } },
    { 'ForAnyValue:StringLike': { [`${POOLS}:amr`]: 'authenticated' } },
  ],
}
const SERVICES = [WAREHOUSE, NOTEBOOKS, PORTAL]

const merged = (all: readonly Conditions[]): Conditions => {
  const found: Record<string, Record<string, string | readonly string[]>> = {}
  for (const each of all)
    for (const [operator, keys] of Object.entries(each)) Object.assign((found[operator] ??= {}), keys)
  return found
}

const statement = fc.constantFrom(...SERVICES).chain((service) =>
  fc
    .record({
      deny: fc.integer({ min: 0, max: 3 }).map((each) => each === 0),
      tags: fc.array(tagged, { maxLength: 2 }),
      identified,
      denied,
      audience: fc.constantFrom(...addressed[service.protocol]),
      tagless: fc.integer({ min: 0, max: 5 }).map((each) => each === 0),
    })
    .map(({ deny, tags, identified, denied, audience, tagless }): Statement => ({
      Effect: deny ? 'Deny' : 'Allow',
      Principal: { Federated: service.protocol === 'cognito' ? POOLS : service.provider },
      Action: [
        service.protocol === 'saml' ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity',
        ...(tagless ? [] : ['sts:TagSession']),
        'sts:SetSourceIdentity',
      ],
      Condition: merged([...tags, ...(deny ? [denied] : [identified, audience])]),
    })),
)
const trusts = fc.array(statement, { minLength: 1, maxLength: 4 }).map((all) => policy(...all))

const IDENTITIES = ['ann@novonordisk.com', undefined]
const STRANGERS = ['stranger@elsewhere.invalid', undefined]

/** A sign-in through a service as it should be, or with a token that was made for somebody else. */
function attemptsOf(service: ServiceAccess, groups: string | undefined, identities: typeof IDENTITIES) {
  const claims = (sourceIdentity: string | undefined) => ({
    ...(groups !== undefined && { groups }),
    ...(sourceIdentity !== undefined && service.protocol !== 'cognito' && { sourceIdentity }),
  })
  const own = identities.map((each) => attemptThrough(service, ROLE, MESH, claims(each)))
  const key = { saml: 'SAML:aud', oidc: `${ISSUER}:aud`, cognito: `${POOLS}:aud` }[service.protocol]
  const context = (each: SignIn, more: SignIn['context']): SignIn => ({
    ...each,
    context: { ...each.context, ...more },
  })
  const foreign = own.flatMap((each) => [
    context(each, { [key]: 'somebody' }),
    context(each, { [key]: 'other' }),
    ...(service.protocol === 'cognito' ? [context(each, { [`${POOLS}:amr`]: ['unauthenticated'] })] : []),
  ])
  return { own, foreign }
}

function straightforward(trust: PolicyDocument): { openers: string[]; rules: string[] } {
  const opens = (all: readonly SignIn[]): boolean => all.some((each) => signIn(trust, each).allowed)
  const openers: string[] = []
  const rules = new Set<string>()
  // Of no group, and named nowhere: that is told of no single code.
  const codes = CODES.filter((each) => MESH.groups[each] !== undefined || JSON.stringify(trust).includes(`.${each}.`))
  for (const service of SERVICES) {
    const asks = (groups: string | undefined, identities = IDENTITIES) => attemptsOf(service, groups, identities)
    const lets = (groups: string | undefined): boolean => opens([...asks(groups).own, ...asks(groups).foreign])
    const opened = codes.filter((each) => lets(`.${each}.`))
    for (const each of opened) {
      const group = MESH.groups[each]
      openers.push(`${service.name} ${group ?? each}`)
      if (group === undefined) rules.add('unknown-code')
    }
    if (lets(undefined) || lets('.-no-.')) rules.add('open-trust')
    const tags = [...opened.map((each) => `.${each}.`), '.-no-.', undefined]
    if (tags.some((each) => opens(asks(each).foreign))) rules.add('open-trust')
    const strangers = tags.filter((each) => each !== undefined).flatMap((each) => asks(each, STRANGERS).own)
    if (service.protocol !== 'cognito' && opens(strangers)) rules.add('source-identity-removed')
  }
  return { openers: openers.sort(), rules: [...rules].sort() }
}

const answer = ({ openers, faults }: OpenedBy): ReturnType<typeof straightforward> => ({
  openers: openers.map(({ service, group }) => `${service} ${group.replace(/^\*\.(.*)\.\*$/, '$1')}`).sort(),
  rules: [...new Set(faults.map((each) => each.rule))].sort(),
})

const mesh = () => trustReader(MESH, SERVICE_NAMES)

test('property: the answer is that of asking every code by itself', () => {
  fc.assert(
    fc.property(trusts, (trust) => {
      expect(answer(mesh()(trust, ROLE))).toEqual(straightforward(trust))
    }),
    { numRuns: runs(80) },
  )
})

test('property: what was asked before changes no answer', () => {
  const renamed = (trust: PolicyDocument, [one, other]: readonly [string, string]): PolicyDocument => {
    const swap = new Map([
      [one, other],
      [other, one],
    ])
    const text = JSON.stringify(trust).replace(/\.(\w{4})\./g, (_, each: string) => `.${swap.get(each) ?? each}.`)
    return JSON.parse(text) as PolicyDocument
  }
  fc.assert(
    fc.property(fc.array(trusts, { minLength: 1, maxLength: 3 }), fc.tuple(code, code), (all, swap) => {
      const read = mesh()
      const policies = all.flatMap((each) => [each, renamed(each, swap)])
      const together = policies.map((each) => read(each, ROLE))
      const apart = policies.map((each) => mesh()(JSON.parse(JSON.stringify(each)) as PolicyDocument, ROLE))
      expect(together.map(answer)).toEqual(apart.map(answer))
      expect(together.map((each) => each.unclear)).toEqual(apart.map((each) => each.unclear))
    }),
    { numRuns: runs(40) },
  )
})
