import type { Caller, InvokedFunction } from './hand-on'

/**
 * What Lambda tells a function of itself: its name, its Region, and the credentials of its role.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html
 */
export function ownFunction(env: NodeJS.ProcessEnv): [InvokedFunction, Caller] {
  const { AWS_ACCESS_KEY_ID: accessKeyId = '', AWS_SECRET_ACCESS_KEY: secretAccessKey = '' } = env
  return [
    {
      name: env.AWS_LAMBDA_FUNCTION_NAME ?? '',
      region: env.AWS_REGION ?? '',
      endpoint: env.AWS_ENDPOINT_URL_LAMBDA,
    },
    { credentials: { accessKeyId, secretAccessKey, sessionToken: env.AWS_SESSION_TOKEN } },
  ]
}
