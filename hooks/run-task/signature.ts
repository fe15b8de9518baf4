import { createHmac, timingSafeEqual } from 'node:crypto'

/** The header of a request that HCP Terraform signs, in lower case. */
export const SIGNATURE_HEADER = 'x-tfc-task-signature'

/** SHA-512 as hexadecimal digits. */
const FORM = /^[0-9a-f]{128}$/i

/**
 * Whether the header is the HMAC-SHA512 of the body with the key. It takes as long for a wrong one as for a right one, and
 * with an empty key nothing is signed.
 *
 * @param body the bytes as they came
 * @see https://developer.hashicorp.com/terraform/cloud-docs/integrations/run-tasks#securing-your-run-task
 */
export function isSigned(body: Buffer, given: string, key: string): boolean {
  if (key === '' || !FORM.test(given)) return false
  return timingSafeEqual(Buffer.from(given, 'hex'), createHmac('sha512', key).update(body).digest())
}
