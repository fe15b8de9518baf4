import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/athena_workgroup */
export const athenaWorkgroup: ResourceType = {
  type: 'aws_athena_workgroup',
  compared: {
    configuration: 'workgroup-changed',
    name: 'workgroup-changed',
    state: 'workgroup-changed',
    force_destroy: 'workgroup-changed',
  },
}
