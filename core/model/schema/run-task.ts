import { z } from 'zod'
import { hostname } from './common'

/** How the hub reviews the plans of HCP Terraform. */
export const runTask = z
  .strictObject({
    failOn: z
      .enum(['low', 'medium', 'high', 'critical'])
      .default('high')
      .describe('From which risk on a run fails; with less it passes, and its severity is shown.'),
    hostname: hostname
      .optional()
      .describe('Where HCP Terraform is asked for plans. Default: that of the backend, or app.terraform.io.'),
  })
  .describe('Lets the hub review the plan of every run of HCP Terraform, as a run task.')

export type RunTaskSettings = z.output<typeof runTask>
