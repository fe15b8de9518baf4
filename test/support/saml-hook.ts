import { transformAssertion, type Transformed } from '../../cli/lib/sign-in/okta'
import type { OktaOptions } from '../../cli/lib/sign-in/okta-call'
import type { HookConfig } from '../../core/model/hook-config'
import type { HttpHandler } from '../../hooks/lib/okta-hook'
import type { TableReader } from '../../hooks/lib/table'
import { oktaSamlHandler } from '../../hooks/okta-saml/handler'
import { memoryLog, type LogLine } from './hook-config'
import { PATIENT } from './patience'
import { type SamlRequest } from './saml-request'

/** The SAML hook of a test, behind Okta. */
export interface SamlHook {
  readonly handler: HttpHandler
  readonly lines: readonly LogLine[]
  /** What Okta makes of a sign-in. */
  signIn(request: SamlRequest, options?: OktaOptions): Promise<Transformed>
}

export const SECRET = 'a secret that Okta and the hook share'

export interface SamlHookOptions {
  readonly config: HookConfig
  readonly table: TableReader
  /** In milliseconds. @default - longer than a busy machine takes */
  readonly deadline?: number
}

export function samlHook(options: SamlHookOptions): SamlHook {
  const log = memoryLog()
  const authenticate: Parameters<typeof oktaSamlHandler>[0]['authenticate'] = ({ headers }) =>
    Promise.resolve(headers.authorization === SECRET)
  const handler = oktaSamlHandler({ deadline: PATIENT, ...options, log, authenticate })
  return {
    handler,
    lines: log.lines,
    signIn: (request, more) =>
      transformAssertion(handler, request, { authorization: SECRET, timeout: PATIENT, ...more }),
  }
}

/** The assertion of a sign-in that the hook has changed. @throws for any other */
export function patchedAssertion(transformed: Transformed): Extract<Transformed, { assertion: unknown }>['assertion'] {
  if (transformed.outcome !== 'patched') throw new Error(JSON.stringify(transformed))
  return transformed.assertion
}
