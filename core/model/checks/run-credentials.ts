import { error, type Diagnostic } from '../diagnostic'
import { bootstraps, runIssuer } from '../run-roles'
import { environmentsOf, type Check, type CheckContext } from './check'

/** Where runs get credentials, their roles name one project, nothing else leads into an account, and no name is taken twice. */
export const checkRunCredentials: Check = (context) => {
  const { settings, places } = context.mesh
  const { backend, deployRole } = settings
  const issuer = runIssuer(settings)
  if (backend.type !== 'cloud' || !issuer) return []
  const found: Diagnostic[] = []
  if (backend.project === undefined) {
    const hint = 'the roles of runs trust one project by its name; HCP Terraform calls its first one "Default Project"'
    found.push(error('missing-key', '`credentials` needs `project`', places.mesh(['backend', 'credentials']), hint))
  }
  if (deployRole) {
    const message = 'with `credentials` of the backend, runs have roles of their own, and assume no other'
    const hint = 'remove `deployRole`, or write false'
    found.push(error('deploy-role', message, places.mesh(['deployRole']), hint))
  }
  return [...found, ...takenNames(context), ...takenIssuers(context, issuer.url)]
}

/** An environment's name is that of its stack, as those of an administrator have names of their own. */
function takenNames(context: CheckContext): Diagnostic[] {
  const stacks = new Set(bootstraps(context.mesh).map(({ stack }) => stack))
  return environmentsOf(context)
    .filter(({ name }) => stacks.has(name))
    .map(({ name, at }) => {
      const message = `${name} is the name of a stack that \`credentials\` in mesh.yaml renders`
      return error('reserved-name', message, at(), 'choose another')
    })
}

/** An account has one provider an issuer, and that one is an administrator's. */
function takenIssuers({ mesh: { settings, places } }: CheckContext, url: string): Diagnostic[] {
  return Object.entries(settings.services).flatMap(([name, service]): Diagnostic[] => {
    if (service.protocol !== 'oidc' || service.issuer !== url) return []
    const message = `${url} vouches for runs of Terraform, and so for no people`
    const at = places.mesh(['services', name, 'issuer'])
    return [error('run-issuer', message, at, 'name the issuer of the service')]
  })
}
