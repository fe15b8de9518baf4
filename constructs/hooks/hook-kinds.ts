import type { HookName } from '../../core/model/hook-names'

/** What Lambda must know of each kind of hook. */
interface HookKind {
  readonly description: string
  /** In MB; the share of a processor grows with it, and so does the speed of a cold start. */
  readonly memory: number
  /** In seconds. */
  readonly timeout: number
}

/**
 * A caller waits for a sign-in hook: Okta 3 seconds, Cognito 5. HCP Terraform waits 10 minutes for a result, and the
 * memory of the run task is what its longest plan takes while it is reviewed.
 */
export const HOOK_KINDS: Readonly<Record<HookName, HookKind>> = {
  'okta-saml': { description: 'Makes the AWS session of a SAML sign-in', memory: 1024, timeout: 3 },
  'okta-token': { description: 'Makes the AWS session of an OpenID Connect sign-in', memory: 1024, timeout: 3 },
  'cognito-token': { description: 'Makes the AWS session of a Cognito sign-in', memory: 1024, timeout: 5 },
  'entitlement-sync': { description: 'Follows events about datasets', memory: 512, timeout: 60 },
  'trust-sync': { description: 'Follows events about services, and writes trust policies', memory: 512, timeout: 300 },
  'run-task': { description: 'Reviews the plans of HCP Terraform', memory: 3008, timeout: 600 },
}
