import { oidcProviderArn, samlProviderArn } from '../arn'
import { samlProviderName } from '../names'
import { partitionFacts } from '../partition'
import type { Service } from '../schema/service'
import type { EnvironmentScope } from './roles'
import type { ServiceAccess } from './types'

/** A service as the account sees it; `undefined` while the id of its identity pool is not known. */
export function serviceAccess(name: string, service: Service, scope: EnvironmentScope): ServiceAccess | undefined {
  switch (service.protocol) {
    case 'saml':
      return {
        name,
        protocol: 'saml',
        provider: samlProviderArn(scope, samlProviderName(scope.mesh, name)),
        audience: service.audience ?? partitionFacts(scope.partition).samlAudience,
      }
    case 'oidc': {
      const { issuer, clientIds } = service
      return {
        name,
        protocol: 'oidc',
        provider: oidcProviderArn(scope, issuer),
        issuer,
        clientIds: [...clientIds].sort(),
      }
    }
    case 'cognito':
      return service.identityPool === undefined
        ? undefined
        : { name, protocol: 'cognito', provider: service.identityPool }
  }
}
