/**
 * Longer than the busiest machine takes for anything, in milliseconds: for what the code gives up after in AWS, wherever
 * a test is not about giving up.
 */
export const PATIENT = 600_000
