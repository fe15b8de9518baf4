import type { ResourceType } from '../resource-type'

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/secretsmanager_secret */
export const secretsmanagerSecret: ResourceType = {
  type: 'aws_secretsmanager_secret',
  whole: 'hooks-changed',
}
