import { bucketArn } from '../../../model/arn'
import type { EnvironmentAccess, HomeAccess } from '../../../model/graph'
import type { SynthRole } from '../../../terraform/rendered/roles'
import type { Lines } from '../lines'
import {
  classesOf,
  decide,
  type Answer,
  type Asker,
  type Facts,
  type StatementIndex,
} from '../permissions/statements/decide'
import { describe, type Person } from './people'
import { HOME_ACTIONS, isGiven, isRight, requestsOf, type HomeRequest } from './requests'

/** A home role that is asked on behalf of people. */
export interface Asking {
  readonly access: EnvironmentAccess
  readonly home: HomeAccess
  readonly role: SynthRole
  readonly who: Asker
  readonly index: StatementIndex
  readonly lines: Lines
  readonly say: (cause: string, message: string) => void
}

/** Compares everything that somebody could try with what is hers. */
export function askPerson({ access, home, role, who, index, lines, say }: Asking, person: Person): void {
  const tags = tagsOf(home, role, person)
  const arn = bucketArn(access, home.bucket)
  const asked: readonly (readonly [readonly string[], readonly HomeRequest[]])[] = [
    [HOME_ACTIONS.objects, requestsOf(person).objects],
    [HOME_ACTIONS.bucket, requestsOf(person).bucket],
  ]
  for (const [actions, requests] of asked) {
    for (const { actions: alike, statements } of classesOf(actions, index)) {
      lines.decisions += alike.length * requests.length
      const rights = alike.filter(isRight)
      const own = statements.filter((each) => role.policies.has(each.policy))
      const ofBucket = statements.filter((each) => !role.policies.has(each.policy))
      const allows = statements.some((each) => each.statement.Effect === 'Allow')
      for (const request of requests) {
        // Nobody is to have any other action, and without an Allow nobody has.
        if (!allows && rights.length === 0) continue
        const facts = factsOf(request, tags)
        const resource = request.key === '' ? arn : `${arn}/${request.key}`
        const answers = [own, ofBucket].map((each) => decide(each, who, resource, facts))
        const allow = answers.find((each) => each.allowed)
        const deny = answers.find((each) => !each.allowed && each.by !== undefined)
        for (const action of allow ? alike : rights) {
          const given = isGiven(home, person, action, request)
          // What a policy allows is held against it, though another one may refuse it.
          const answer = given ? (deny ?? allow) : allow
          if ((answer?.allowed ?? false) === given) continue
          say(...sentence(home, role, person, action, request, given, answer))
        }
      }
    }
  }
}

function sentence(
  home: HomeAccess,
  { name, policies }: SynthRole,
  person: Person,
  action: string,
  request: HomeRequest,
  given: boolean,
  answer: Answer | undefined,
): [cause: string, message: string] {
  const by =
    answer?.by && `${policies.has(answer.by.policy) ? 'policy ' : ''}${answer.by.policy}, statement ${answer.by.number}`
  const may = given ? 'may not' : 'may'
  const why = given
    ? `which is theirs: ${by === undefined ? 'no statement allows it' : `${by} denies it`}`
    : `which is not theirs: ${by ?? ''}`
  const message = `${name}: somebody with ${describe(person)} ${may} ${action} ${nameOf(home, request)}, ${why}`
  return [`${may} ${by ?? action}`, message]
}

/** The tags of a session are those of its role, with what the sign-in says in their place. */
function tagsOf({ attributes }: HomeAccess, role: SynthRole, { user, department }: Person): Map<string, string> {
  const tags = new Map(Object.entries(role.tags).map(([key, value]) => [tagKey(key), value]))
  if (user !== undefined) tags.set(tagKey(attributes.user), user)
  if (department !== undefined) tags.set(tagKey(attributes.department), department)
  return tags
}

const tagKey = (tag: string): string => `aws:principaltag/${tag}`.toLowerCase()

function factsOf({ listing: { prefix, delimiter } }: HomeRequest, tags: ReadonlyMap<string, string>): Facts {
  const get = (key: string): string | undefined => {
    if (key === 's3:prefix') return prefix
    if (key === 's3:delimiter') return delimiter
    return key === 'aws:securetransport' ? 'true' : tags.get(key)
  }
  return { get }
}

function nameOf({ bucket }: HomeAccess, { key, listing: { prefix, delimiter } }: HomeRequest): string {
  if (key !== '') return `${bucket}/${key}`
  if (prefix === undefined) return bucket
  return `${bucket} (prefix ${JSON.stringify(prefix)}${delimiter === undefined ? '' : `, delimiter ${JSON.stringify(delimiter)}`})`
}
