import { Construct } from 'constructs'
import { literal } from '../literal'
import type { GroupFilter } from './group-filter'
import { OktaResource } from './provider'

export interface SamlApplicationProps {
  /** Okta's id of the application, which is there already. */
  readonly application: string
  /** Where the assertion goes, and whom it is for. */
  readonly audience: string
  /** The attribute that carries the groups. */
  readonly groupsClaim: string
  readonly groups: GroupFilter
  /** Attribute → Okta expression. */
  readonly attributes: Readonly<Record<string, string>>
  /** The hook that makes the session's attributes. */
  readonly hook: OktaResource
}

/**
 * What is the application's own business. Every one of these exists in all versions of the provider that are allowed:
 * Terraform refuses a name that it does not know.
 */
const LEFT_ALONE = [
  'accessibility_error_redirect_url',
  'accessibility_login_redirect_url',
  'accessibility_self_service',
  'acs_endpoints',
  'acs_endpoints_indices',
  'admin_note',
  'app_links_json',
  'app_settings_json',
  'authentication_policy',
  'authn_context_class_ref',
  'auto_submit_toolbar',
  'default_relay_state',
  'enduser_note',
  'hide_ios',
  'hide_web',
  'honor_force_authn',
  'idp_issuer',
  'implicit_assignment',
  'key_name',
  'key_years_valid',
  'label',
  'logo',
  'request_compressed',
  'saml_signed_request_enabled',
  'single_logout_certificate',
  'single_logout_issuer',
  'single_logout_url',
  'sp_issuer',
  'status',
  'subject_name_id_format',
  'subject_name_id_template',
  'user_name_template',
  'user_name_template_push_status',
  'user_name_template_suffix',
  'user_name_template_type',
]

/**
 * A SAML application that is there already, with what a sign-in to AWS needs of it: where the assertion goes, who is
 * named in it, and the hook. It names no role: whoever gets it without the hook's answer can do nothing with it.
 *
 * @see https://registry.terraform.io/providers/okta/okta/latest/docs/resources/app_saml
 */
export class SamlApplication extends Construct {
  constructor(scope: Construct, id: string, props: SamlApplicationProps) {
    super(scope, id)
    const audience = literal(props.audience)
    const resource = new OktaResource(this, 'app_saml', id, {
      arguments: {
        ...REQUIRED,
        label: literal(id),
        sso_url: audience,
        recipient: audience,
        destination: audience,
        audience,
        response_signed: true,
        assertion_signed: true,
        signature_algorithm: 'RSA_SHA256',
        digest_algorithm: 'SHA256',
        inline_hook_id: props.hook.id,
        attribute_statements: statements(props),
      },
      lifecycle: { preventDestroy: true, ignoreChanges: LEFT_ALONE },
    })
    resource.importFrom(literal(props.application))
  }
}

/** What the provider asks of a custom application, and Trustloom leaves as it is. */
const REQUIRED = {
  subject_name_id_template: literal('${user.userName}'),
  subject_name_id_format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  authn_context_class_ref: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
}

function statements({ groupsClaim, groups, attributes }: SamlApplicationProps): object[] {
  return [
    { type: 'GROUP', name: literal(groupsClaim), filter_type: groups.type, filter_value: groups.value },
    ...Object.keys(attributes)
      .sort()
      .map((name) => ({ type: 'EXPRESSION', name: literal(name), values: [literal(attributes[name] ?? '')] })),
  ]
}
