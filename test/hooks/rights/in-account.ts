import { MESH_TAG, STACK_TAG } from '../../../core/model/tags'
import type { Context } from '../../../core/policy/evaluate'
import type { Asked, Questions } from '../../support/enforced'
import type { IamAccount, Tags } from '../../support/iam-account'
import { synthesize, type Built } from '../../support/mesh'

/** Role → tags, as Terraform gives them. */
export function renderedTags(built: Built): ReadonlyMap<string, Tags> {
  return new Map(
    [...synthesize(built)].flatMap(([stack, { resource }]) =>
      Object.values(resource.aws_iam_role ?? {}).map((role): [string, Tags] => [
        String(role.name),
        { ...(role.tags as Tags | undefined), [MESH_TAG]: built.mesh.settings.mesh, [STACK_TAG]: stack },
      ]),
    ),
  )
}

interface Input {
  readonly RoleName?: string
  readonly Name?: string
  readonly Url?: string
  readonly SAMLProviderArn?: string
  readonly OpenIDConnectProviderArn?: string
  readonly Tags?: readonly { readonly Key: string; readonly Value: string }[]
}

/**
 * What IAM asks of its own commands: who makes something with tags must be allowed to tag it, too.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export const iamQuestions =
  (account: IamAccount, roles: ReadonlyMap<string, Tags>): Questions =>
  (command, input: Input) => {
    const action = command.replace('Command', '')
    const { Tags: requested = [] } = input
    const resource = resourceOf(account, input)
    const there =
      account.saml.get(resource)?.tags ?? account.oidc.get(resource)?.tags ?? roles.get(input.RoleName ?? '')
    const context: Context = {
      ...Object.fromEntries(Object.entries(there ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value])),
      ...Object.fromEntries(requested.map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
      ...(requested.length > 0 && { 'aws:TagKeys': requested.map(({ Key }) => Key) }),
    }
    const asked = (name: string): Asked => ({ action: `iam:${name}`, resource, context })
    return requested.length > 0 ? [asked(action), asked(action.replace('Create', 'Tag'))] : [asked(action)]
  }

function resourceOf(account: IamAccount, { RoleName, Name, Url, ...arns }: Input): string {
  if (RoleName !== undefined)
    return account.arn('role', ((account.roles.get(RoleName)?.path ?? '/') + RoleName).slice(1))
  if (Name !== undefined) return account.arn('saml-provider', Name)
  if (Url !== undefined) return account.arn('oidc-provider', Url.replace('https://', ''))
  const arn = arns.SAMLProviderArn ?? arns.OpenIDConnectProviderArn
  if (arn === undefined) throw new Error('a command about nothing')
  return arn
}
