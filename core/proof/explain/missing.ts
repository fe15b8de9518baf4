import { compareText } from '../../model/diagnostic'
import { isCognito } from '../../model/graph/leading'
import { entriesOn, type RoleScope } from './entries'
import { entryServiceFixes, serviceFixes } from './fixes'
import { missingGrant } from './missing-grant'
import { HOME, MISSING_HOPS, type Missing, type Question, type Way } from './types'

/** A role of the group that does not open what is asked. */
export interface Attempt {
  readonly scope: RoleScope
  readonly way: Way
}

/** What the way that gets furthest lacks; among equals the first. */
export function furthest(
  attempts: readonly Attempt[],
  question: Question,
): (Attempt & { missing: Missing }) | undefined {
  return attempts
    .map((each) => ({ ...each, missing: missingOf(each, question) }))
    .sort(
      (a, b) =>
        MISSING_HOPS.indexOf(b.missing.hop) - MISSING_HOPS.indexOf(a.missing.hop) ||
        compareText(a.way.environment, b.way.environment),
    )[0]
}

/** Home storage is asked for by its name only, and datasets are not reached by its role. */
export const mayLead = ({ role }: RoleScope, { target }: Question): boolean =>
  target === undefined || (role.kind === 'home') === (target.dataset === HOME)

function missingOf({ scope, way }: Attempt, question: Question): Missing {
  if (way.services.length === 0) return missingService(scope, question)
  if (way.resources.length === 0) return missingGrant(scope, question.target)
  const whys = way.services.map(({ name, shut }) => `through ${name}: ${shut ?? ''}`)
  return {
    hop: 'trust',
    message: `the rendered trust policy of ${way.role.name} does not admit ${scope.group} ${whys.join('; ')}`,
    hint: 'somebody edited the output; `npm run synth` renders what the files say',
    fixes: [],
  }
}

function missingService(scope: RoleScope, { service, target }: Question): Missing {
  const { mesh, environment, role, settings } = scope
  if (role.kind !== 'home' && service !== undefined && isCognito(mesh, service))
    return homeOnly(scope, service, target?.dataset)
  const forHome = role.kind === 'home'
  const named = forHome ? (settings.home?.services ?? []) : settings.services
  const whose = forHome ? `the home storage of ${environment.environment}` : environment.environment
  const known = Object.keys(mesh.settings.services).filter((each) => forHome || !isCognito(mesh, each))
  const wanted = service ?? known[0]
  return {
    hop: 'service',
    message:
      service === undefined
        ? `no service leads to the roles of ${whose}`
        : `${whose} does not name the service ${service}`,
    hint: named.length > 0 ? `services that lead there: ${named.join(', ')}` : undefined,
    fixes: wanted === undefined ? [] : serviceFixes(mesh, environment.environment, wanted, forHome),
  }
}

/** A session through Cognito has no person behind it: a line must say that it leads to a role, too. */
function homeOnly(scope: RoleScope, service: string, dataset: string | undefined): Missing {
  const { mesh, environment } = scope
  const sensitive = environment.datasets.some(
    ({ name, sensitivity }) => name === dataset && sensitivity === 'sensitive',
  )
  const entry = dataset === undefined || sensitive ? undefined : entriesOn(dataset, scope)[0]
  return {
    hop: 'service',
    message: `${service} is a Cognito service, which leads to home storage only`,
    hint: sensitive
      ? `${dataset} is sensitive: use a service that says who a person is`
      : `an access entry or the persona may name it: services: [${service}]`,
    fixes:
      entry && dataset !== undefined ? entryServiceFixes(mesh, environment.environment, dataset, entry, service) : [],
  }
}
