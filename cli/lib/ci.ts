/** Whether this runs in a pipeline, which `CI` says: `true` or `1`, in any case. */
export const inCi = (): boolean => /^(?:true|1)$/i.test(process.env.CI ?? '')
