import { z } from 'zod'
import { hostname, region } from './common'
import { format } from './format'

/** Where Terraform keeps its state. */
export const backend = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('local') }),
  z.strictObject({
    type: z.literal('s3'),
    bucket: format({
      code: 'bad-bucket',
      pattern:
        /^(?!xn--|sthree-|amzn-s3-demo-|\d+(?:\.\d+){3}$)(?!.*(?:\.\.|(?:-s3alias|--ol-s3|\.mrap|--x-s3|--table-s3)$))[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
      is: 'the name of an S3 bucket: 3 to 63 lower-case letters, digits, dashes and dots',
    }).describe('The bucket of the state files.'),
    region: region.describe("The bucket's AWS Region."),
    prefix: format({
      code: 'bad-prefix',
      pattern: /^(?!\/)[A-Za-z0-9!_.*'()/-]{1,512}(?<!\/)$/,
      is: 'a key prefix without a slash at either end',
    })
      .optional()
      .describe('What keys begin with: <prefix>/<environment>.tfstate.'),
  }),
  z.strictObject({
    type: z.literal('cloud'),
    organization: format({
      code: 'bad-organization',
      pattern: /^[A-Za-z0-9_-]{1,64}$/,
      is: 'the name of a Terraform Cloud organization: 1 to 64 letters, digits, dashes and underscores',
    }).describe('The Terraform Cloud organization; each environment is a workspace of its name.'),
    project: format({
      code: 'bad-project',
      pattern: /^[A-Za-z0-9 _-]{3,40}$/,
      is: 'the name of a Terraform Cloud project: 3 to 40 letters, digits, spaces, dashes and underscores',
    })
      .optional()
      .describe('The project of the workspaces.'),
    hostname: hostname.optional().describe('Of a Terraform Enterprise. Default: app.terraform.io.'),
    credentials: z
      .strictObject({
        audience: format({
          code: 'bad-audience',
          pattern: /^[\w.:/-]{1,255}$/,
          is: 'an audience: 1 to 255 letters, digits and _ . : / -',
        })
          .default('aws.workload.identity')
          .describe('The audience of the tokens: the variable TFC_AWS_WORKLOAD_IDENTITY_AUDIENCE, if it is set.'),
      })
      .optional()
      .describe(
        'Runs get short-lived credentials: renders the roles of runs, one to plan with and one to apply with. Instead of `deployRole`.',
      ),
  }),
])
