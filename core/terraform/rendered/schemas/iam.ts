import * as z from 'zod'
import { inert, text, texts } from './values'

export const iam = {
  aws_iam_role: z.strictObject({
    description: text.optional(),
    tags: z.record(z.string(), text).default({}),
    name: text,
    path: text.default('/'),
    assume_role_policy: text,
    max_session_duration: z.number().default(3600),
    permissions_boundary: text.optional(),
  }),
  aws_iam_role_policy: z.strictObject({ name: text, role: text, policy: text }),
  aws_iam_role_policies_exclusive: z.strictObject({ role_name: text, policy_names: texts }),
  aws_iam_role_policy_attachments_exclusive: z.strictObject({ role_name: text, policy_arns: texts }),
  aws_iam_saml_provider: z.strictObject({ ...inert, name: text, saml_metadata_document: text }),
  aws_iam_openid_connect_provider: z.strictObject({ ...inert, url: text, client_id_list: texts }),
}
