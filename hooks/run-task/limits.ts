/**
 * The longest plan that is reviewed, in bytes: about 55,000 resources. What Lambda gives the function in memory
 * (`HOOK_KINDS`) holds it, its text and its review.
 */
export const MAX_PLAN = 100_000_000

/**
 * Milliseconds from the request to the last try of a result. HCP Terraform takes none after 10 minutes, and Lambda ends
 * the function then.
 *
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#run-task-callback
 */
export const ALL_OF_IT = 9.5 * 60_000

/** Of these, milliseconds that are kept for the result. */
export const FOR_RESULT = 90_000

/** How long one call may take, in milliseconds. */
export const CALL = 20_000

/** How long the reading of a plan may take, in milliseconds. */
export const PLAN_CALL = 180_000

/** A body of an outcome, in bytes: HCP Terraform advises against more. */
export const MAX_BODY = 1_000_000

/** HCP Terraform has taken so many outcomes since it knows them. */
export const MAX_OUTCOMES = 10
