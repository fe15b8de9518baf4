import { Construct } from 'constructs'
import { PERSONA_TAG } from '../core/model/tags'
import type { PolicyDocument } from '../core/policy/document'
import { trustPolicy, type TrustProps } from '../core/policy/trust'
import { AccessRole, type AccessRoleProps } from './access-role'
import { SecureBucket, type SecureBucketProps } from './secure-bucket'

export interface HomeStorageProps extends Omit<SecureBucketProps, 'description' | 'expiry'> {
  /** The roles that open the storage, by key. @default - nobody may use it */
  readonly roles?: Readonly<Record<string, HomeRoleProps>> | undefined
}

export interface HomeRoleProps extends Omit<AccessRoleProps, 'trust' | 'description' | 'tags' | 'policies'> {
  /** `home`, or `home-writers` for those who fill departments' folders. */
  readonly persona: string
  /** What the session's tags open: see the template `home`. */
  readonly policy: PolicyDocument
  /** The services that lead to the role, and the codes of the groups that may use it. */
  readonly trust: TrustProps
}

/** Storage in which each user and each department has a folder, named by the tags of the session. */
export class HomeStorage extends Construct {
  readonly storage: SecureBucket
  readonly roles: readonly AccessRole[]

  constructor(scope: Construct, id: string, props: HomeStorageProps) {
    super(scope, id)
    const { roles = {}, ...bucket } = props
    this.storage = new SecureBucket(this, 'home_storage', {
      ...bucket,
      description: 'Home storage of users and departments',
    })
    this.roles = Object.entries(roles).map(
      ([key, { persona, policy, trust, ...role }]) =>
        new AccessRole(this, key, {
          ...role,
          description: 'Home storage.',
          trust: trustPolicy(trust),
          policies: { home: policy },
          tags: { [PERSONA_TAG]: persona },
        }),
    )
  }
}
