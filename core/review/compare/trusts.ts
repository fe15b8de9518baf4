import { runPath } from '../../model/run-roles'
import { GROUP_KEY } from '../../policy/condition-keys'
import { many, type PolicyDocument, type Statement } from '../../policy/document'
import { canonicalPolicy } from '../../policy/policy-text'
import { sameFact, type Fact } from '../../access/snapshot/fact'
import { behind } from '../../access/snapshot/service-facts'
import type { Snapshot } from '../../access/snapshot/snapshot'
import { textIn } from '../../terraform/read/resource'
import type { Said } from './many'

/**
 * Roles whose trust asks for something else than before, beside groups, providers and audiences, which paths tell: a
 * condition that is gone or another, a Deny that is.
 */
export function trustChanges(before: Snapshot, after: Snapshot): Said[] {
  const services = new Set(
    [...before.facts.values(), ...after.facts.values()].flatMap((each) =>
      each.kind === 'service' ? behind(each).provider : [],
    ),
  )
  return [...after.facts].flatMap(([key, fact]): Said[] => {
    const { document } = fact
    if (fact.kind !== 'trust' || !document) return []
    const old = before.facts.get(key)
    if (!old?.document || sameFact(old, fact)) return []
    const [was, is] = [shapesOf(old.document), shapesOf(document)]
    const noLonger = providersOf(old.document, 'Deny').filter(
      (each) => providersOf(document, 'Allow').includes(each) && !providersOf(document, 'Deny').includes(each),
    )
    const odd = [...was].flatMap(([shape, asks]) => {
      const now = is.get(shape)
      if (now === undefined) return isFreed(shape, is) ? [shape] : []
      return now === asks ? [] : [shape]
    })
    const others = [...is.keys()].filter((shape) => !was.has(shape) && /^Allow \[/.test(shape))
    const audience = otherAudience(old.document, document, services)
    if (odd.length + noLonger.length + others.length === 0 && !audience) return []
    const freed = odd.filter((each) => !is.has(each))
    const says =
      noLonger.length > 0 || freed.some(isOfProtocol)
        ? 'no longer denies sessions without a source identity of the mesh'
        : freed.length > 0
          ? 'no longer denies what it denied'
          : others.length > 0
            ? 'can be opened by others than groups who could not open it before'
            : odd.length > 0
              ? 'asks something else of a session than before'
              : 'takes sessions that are made for another audience than before'
    return [
      {
        rule: isOfRuns(fact, after) ? 'stack-changed' : 'trust-changed',
        subject: fact.subject,
        says,
        ...(fact.address !== undefined && { address: fact.address }),
      },
    ]
  })
}

/** Whether a role plans or applies stacks. */
function isOfRuns({ address = '' }: Fact, { resources, mesh }: Snapshot): boolean {
  const role = resources.get(address)
  return role !== undefined && textIn(role.values, 'path') === runPath(mesh)
}

const providersOf = ({ Statement: all }: PolicyDocument, effect: Statement['Effect']): readonly string[] =>
  all.flatMap(({ Effect, Principal: principal }) =>
    Effect === effect && typeof principal === 'object' ? many(principal.Federated) : [],
  )

/** Whether a provider that stays is asked for other audiences, in another way, or for none. */
function otherAudience(was: PolicyDocument, is: PolicyDocument, services: ReadonlySet<string>): boolean {
  const [before, after] = [audiencesOf(was, services), audiencesOf(is, services)]
  return [...after].some(([provider, asked]) => before.has(provider) && before.get(provider) !== asked)
}

/** Provider → what its Allows ask of the audience. */
function audiencesOf(document: PolicyDocument, services: ReadonlySet<string>): ReadonlyMap<string, string> {
  const found = new Map<string, Set<string>>()
  for (const { Effect, Principal: principal, Condition = {} } of canonicalPolicy(document).Statement) {
    if (Effect !== 'Allow' || typeof principal !== 'object') continue
    for (const provider of many(principal.Federated)) {
      // Which clients and pools a service has, services tell.
      const isTold = services.has(provider) || !provider.includes(':oidc-provider/')
      const asked = Object.entries(Condition).flatMap(([operator, keys]) =>
        Object.entries(keys)
          .filter(([key]) => isAudience(key))
          .map(([key, values]) => [
            operator,
            key.toLowerCase(),
            key.startsWith('SAML:') || !isTold ? [...many(values)].sort() : '',
          ]),
      )
      found.set(provider, new Set([...(found.get(provider) ?? []), JSON.stringify(asked)]))
    }
  }
  return new Map([...found].map(([provider, asked]) => [provider, [...asked].sort().join('\n')]))
}

const isAudience = (key: string): boolean => /:aud$/i.test(key)

const isOfProtocol = (shape: string): boolean => /^\w+ (?:saml|oidc|cognito)$/.test(shape)

/** A protocol that nothing comes through any more needs neither its Allow nor its Deny. */
const isFreed = (shape: string, is: ReadonlyMap<string, string>): boolean =>
  shape.startsWith('Deny') && (!isOfProtocol(shape) || is.has(shape.replace('Deny', 'Allow')))

/** Effect and way in → what is asked for there, beside group and audience. */
function shapesOf(document: PolicyDocument): ReadonlyMap<string, string> {
  const found = new Map<string, Statement[]>()
  for (const each of canonicalPolicy(document).Statement) {
    const shape = `${each.Effect} ${wayOf(each)}`
    found.set(shape, [...(found.get(shape) ?? []), each])
  }
  return new Map(
    [...found].map(([shape, all]) => {
      const asked = new Set(all.map((each) => askedFor(each, false)))
      // Where not all groups are asked the same, it matters which is asked what.
      const said = asked.size > 1 ? new Set(all.map((each) => askedFor(each, true))) : asked
      return [shape, [...said].sort().join('\n')]
    }),
  )
}

function wayOf({ Principal: principal, Action }: Statement): string {
  const federated = typeof principal === 'object' ? many(principal.Federated) : []
  const [first = ''] = federated
  if (first.includes(':saml-provider/')) return 'saml'
  if (first.includes(':oidc-provider/')) return 'oidc'
  if (first !== '') return 'cognito'
  return JSON.stringify([principal ?? '*', many(Action)])
}

function askedFor(statement: Statement, ofGroups: boolean): string {
  const { Condition: condition = {}, Effect, NotPrincipal, Action, NotAction } = statement
  const denied = Effect === 'Deny' ? JSON.stringify([NotPrincipal, Action, NotAction]) : ''
  const kept = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys)
      .filter(([key]) => (ofGroups || key.toLowerCase() !== GROUP_KEY) && !isAudience(key))
      .map(([key, values]) => `${operator} ${key} ${JSON.stringify(values)}`),
  )
  return [denied, ...kept.sort()].join(' and ')
}
