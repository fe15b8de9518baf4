import { error, type Diagnostic } from '../diagnostic'
import { conflictIn } from '../merge-conflict'
import { readSamlMetadata, type MetadataCode, type MetadataIssue } from '../saml-metadata'
import type { Check, CheckContext } from './check'

/** Metadata is there and is an identity provider's; a client id, a pool or an application leads to one service only. */
export const checkServices: Check = (context) => [
  ...checkMetadata(context),
  ...checkClients(context),
  ...checkApplications(context),
  ...checkIdentityPools(context),
]

function checkMetadata({ mesh, now }: CheckContext): Diagnostic[] {
  return Object.entries(mesh.settings.services).flatMap(([name, service]): Diagnostic[] => {
    const path =
      service.protocol === 'saml'
        ? { file: service.metadata, at: ['services', name, 'metadata'] }
        : service.protocol === 'cognito' && service.userPool
          ? { file: service.userPool.metadata, at: ['services', name, 'userPool', 'metadata'] }
          : undefined
    if (!path) return []
    const metadata = mesh.metadata.get(path.file)
    if (!metadata) {
      const hint = 'the path is relative to the mesh folder'
      return [error('metadata-missing', `there is no file ${path.file}`, mesh.places.mesh(path.at), hint)]
    }
    const conflict = conflictIn(metadata)
    if (conflict) return [conflict]
    return withoutEchoes(readSamlMetadata(metadata.text, now).issues).map(({ line, column, ...issue }) => ({
      ...issue,
      message: `${issue.message} (service ${name})`,
      at: { file: metadata.file, line, column },
    }))
  })
}

/** What is too short lacks something else as well, and a certificate that cannot be read is not missing. */
function withoutEchoes(issues: readonly MetadataIssue[]): readonly MetadataIssue[] {
  const isThere = (code: MetadataCode): boolean => issues.some((each) => each.code === code)
  return issues.filter(({ code }) => {
    if (code === 'metadata-too-short') return !issues.some((each) => each.severity === 'error' && each.code !== code)
    return code !== 'metadata-no-certificate' || !isThere('metadata-bad-certificate')
  })
}

function checkClients({ mesh }: CheckContext): Diagnostic[] {
  const owners = new Map<string, string>()
  return Object.entries(mesh.settings.services).flatMap(([name, service]): Diagnostic[] => {
    if (service.protocol !== 'oidc') return []
    return service.clientIds.flatMap((id, index) => {
      const key = JSON.stringify([service.issuer, id])
      const owner = owners.get(key)
      owners.set(key, name)
      if (owner === undefined || owner === name) return []
      const at = mesh.places.mesh(['services', name, 'clientIds', index])
      return [
        error(
          'client-id-shared',
          `the client id ${id} serves the service ${owner}, too`,
          at,
          'a client id tells services apart: give each its own',
        ),
      ]
    })
  })
}

function checkApplications({ mesh }: CheckContext): Diagnostic[] {
  const owners = new Map<string, string>()
  return Object.entries(mesh.settings.services).flatMap(([name, { application }]): Diagnostic[] => {
    if (application === undefined) return []
    const owner = owners.get(application)
    owners.set(application, name)
    if (owner === undefined) return []
    const at = mesh.places.mesh(['services', name, 'application'])
    return [
      error(
        'application-shared',
        `the application ${application} is that of the service ${owner}, too`,
        at,
        'a hook knows a service by its application: give each its own',
      ),
    ]
  })
}

/** A role that trusts a pool trusts every service behind it, also one that its environment does not name. */
function checkIdentityPools({ mesh }: CheckContext): Diagnostic[] {
  const owners = new Map<string, string>()
  return Object.entries(mesh.settings.services).flatMap(([name, service]): Diagnostic[] => {
    if (service.protocol !== 'cognito' || service.identityPool === undefined) return []
    const owner = owners.get(service.identityPool)
    owners.set(service.identityPool, name)
    if (owner === undefined) return []
    const at = mesh.places.mesh(['services', name, 'identityPool'])
    const hint = 'a pool tells services apart: give each its own'
    return [error('identity-pool-shared', `the identity pool serves the service ${owner}, too`, at, hint)]
  })
}
