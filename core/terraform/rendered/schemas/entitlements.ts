import * as z from 'zod'
import { isJsonWithoutTwins } from '../../read/key-twice'
import { anything, block, inert, off, reference, text, texts } from './values'

/** A row: DynamoDB would take one of two equal keys, and nobody knows which. */
const row = text.refine((value) => isJsonWithoutTwins(value), 'must be JSON in which no object has a key twice')

export const entitlements = {
  aws_dynamodb_table_item: z.strictObject({ table_name: text, hash_key: text, range_key: text, item: row }),
  aws_dynamodb_table: z.strictObject({
    ...inert,
    name: text,
    billing_mode: anything,
    hash_key: text,
    range_key: text,
    attribute: z.array(z.strictObject({ name: text, type: text })),
    deletion_protection_enabled: off,
    point_in_time_recovery: block(z.strictObject({ enabled: off })),
    server_side_encryption: block(
      z.strictObject({ enabled: off, kms_key_arn: reference('aws_kms_key', 'arn') }),
    ),
    stream_enabled: off,
    stream_view_type: text,
    ttl: block(z.strictObject({ attribute_name: text, enabled: off })),
  }),
}

const userPoolId = reference('aws_cognito_user_pool', 'id')

/** A pool that the hub makes. */
export const cognito = {
  aws_cognito_user_pool: z.strictObject({
    ...inert,
    name: text,
    deletion_protection: anything,
    admin_create_user_config: block(z.strictObject({ allow_admin_create_user_only: off })),
    schema: z
      .array(
        z.strictObject({
          name: text,
          attribute_data_type: text,
          developer_only_attribute: off,
          mutable: off,
          required: off,
          string_attribute_constraints: block(z.strictObject({ min_length: text, max_length: text })),
        }),
      )
      .optional(),
    lambda_config: block(
      z.strictObject({
        pre_token_generation_config: block(z.strictObject({ lambda_arn: text, lambda_version: text })),
      }),
    ).optional(),
  }),
  aws_cognito_user_pool_domain: z.strictObject({ domain: text, user_pool_id: userPoolId }),
  aws_cognito_identity_provider: z.strictObject({
    user_pool_id: userPoolId,
    provider_name: text,
    provider_type: text,
    provider_details: z.record(z.string(), text),
    attribute_mapping: z.record(z.string(), text),
  }),
  aws_cognito_user_pool_client: z.strictObject({
    name: text,
    user_pool_id: userPoolId,
    generate_secret: anything,
    supported_identity_providers: z.array(reference('aws_cognito_identity_provider', 'provider_name')),
    allowed_oauth_flows_user_pool_client: anything,
    allowed_oauth_flows: texts,
    allowed_oauth_scopes: texts,
    explicit_auth_flows: texts,
    callback_urls: texts,
    logout_urls: texts.optional(),
    write_attributes: texts.optional(),
    enable_token_revocation: anything,
    prevent_user_existence_errors: anything,
  }),
  aws_cognito_identity_pool: z.strictObject({
    ...inert,
    identity_pool_name: text,
    allow_unauthenticated_identities: off,
    allow_classic_flow: off,
    cognito_identity_providers: z.array(
      z.strictObject({
        client_id: reference('aws_cognito_user_pool_client', 'id'),
        provider_name: reference('aws_cognito_user_pool', 'endpoint'),
        server_side_token_check: off,
      }),
    ),
  }),
  aws_cognito_identity_pool_provider_principal_tag: z.strictObject({
    identity_pool_id: reference('aws_cognito_identity_pool', 'id'),
    identity_provider_name: reference('aws_cognito_user_pool', 'endpoint'),
    use_defaults: z.boolean().default(true),
    principal_tags: z.record(z.string(), text),
  }),
}
