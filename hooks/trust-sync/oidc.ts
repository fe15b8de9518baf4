import {
  AddClientIDToOpenIDConnectProviderCommand,
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  EntityAlreadyExistsException,
  GetOpenIDConnectProviderCommand,
  LimitExceededException,
  NoSuchEntityException,
  RemoveClientIDFromOpenIDConnectProviderCommand,
  type IAMClient,
  type Tag,
} from '@aws-sdk/client-iam'
import { MESH_TAG, STACK_TAG } from '../../core/model/tags'
import { Unsettled, type TrustSync } from './context'
import { ProviderRefused } from './provider-refused'
import { isTransientOrUnknown, readBack, retrying } from './retries'
import type { WantedIssuer } from './wanted'

/** An OpenID Connect provider as the account has it. */
interface Found {
  readonly clientIds: readonly string[]
  readonly tags: readonly Tag[]
}

async function find(sync: TrustSync, iam: IAMClient, arn: string): Promise<Found | undefined> {
  try {
    const { ClientIDList: clientIds = [], Tags: tags = [] } = await retrying(sync, () =>
      iam.send(new GetOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })),
    )
    return { clientIds, tags }
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined
    throw error
  }
}

/** Providers of an issuer have no name: those of the mesh carry its tag, whether Terraform made them or this hook. */
const isOurs = ({ config }: TrustSync, { tags }: Found): boolean =>
  tags.some((each) => each.Key === MESH_TAG && each.Value === config.mesh)

/**
 * Makes the provider, or adds the client ids that it lacks, and reads it back. It takes none away: roles may still
 * trust them.
 *
 * @throws {ProviderRefused} where the provider is somebody else's, or has no room
 */
export async function makeIssuer(sync: TrustSync, iam: IAMClient, wanted: WantedIssuer): Promise<void> {
  const { arn, issuer, clientIds } = wanted
  const lacking = ({ clientIds: has }: Found): string[] => clientIds.filter((each) => !has.includes(each))
  const before = await find(sync, iam, arn)
  const found = before ?? (await create(sync, iam, wanted))
  if (!isOurs(sync, found)) throw new ProviderRefused('foreign-provider', `${arn} is not the mesh's`)
  const added = lacking(found)
  if (before && added.length === 0) return
  try {
    for (const ClientID of added) {
      const command = new AddClientIDToOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, ClientID })
      await retrying(sync, () => iam.send(command), isTransientOrUnknown)
    }
  } catch (error) {
    if (error instanceof LimitExceededException)
      throw new ProviderRefused('too-many-clients', `${issuer} has no room for more client ids`)
    throw error
  }
  const isThere = async (): Promise<boolean> => {
    const now = await find(sync, iam, arn)
    return now !== undefined && lacking(now).length === 0
  }
  if (!(await readBack(sync, isThere))) throw new Unsettled(`${arn} is not as it was written`)
  sync.log.info('trust-written', { provider: arn })
}

async function create(sync: TrustSync, iam: IAMClient, { arn, issuer, clientIds }: WantedIssuer): Promise<Found> {
  const tags = [{ Key: MESH_TAG, Value: sync.config.mesh }]
  const made = { Url: issuer, ClientIDList: [...clientIds], Tags: tags }
  try {
    await retrying(sync, () => iam.send(new CreateOpenIDConnectProviderCommand(made)))
  } catch (error) {
    if (error instanceof LimitExceededException)
      throw new ProviderRefused('too-many-providers', `the account has no room for the provider of ${issuer}`)
    if (!(error instanceof EntityAlreadyExistsException)) throw error
    return retrying(sync, () => found(sync, iam, arn), isTransientOrUnknown)
  }
  return { clientIds, tags }
}

async function found(sync: TrustSync, iam: IAMClient, arn: string): Promise<Found> {
  const there = await find(sync, iam, arn)
  if (there) return there
  throw new NoSuchEntityException({ message: `${arn} cannot be read yet`, $metadata: {} })
}

/** Takes client ids away that nobody uses any more. */
export async function trimIssuer(sync: TrustSync, iam: IAMClient, arn: string, used: readonly string[]): Promise<void> {
  const there = await find(sync, iam, arn)
  if (!there || !isOurs(sync, there)) return
  const unused = there.clientIds.filter((each) => !used.includes(each))
  for (const ClientID of unused) {
    const command = new RemoveClientIDFromOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn, ClientID })
    await retrying(sync, () => iam.send(command))
  }
  if (unused.length > 0) sync.log.info('trust-written', { provider: arn, removed: unused })
}

/**
 * Deletes the provider; one that Terraform has taken over stays, and one that is somebody else's.
 *
 * @returns whether there was something to delete
 */
export async function removeIssuer(sync: TrustSync, iam: IAMClient, arn: string): Promise<boolean> {
  const there = await find(sync, iam, arn)
  if (!there || !isOurs(sync, there) || there.tags.some((each) => each.Key === STACK_TAG)) return false
  await retrying(sync, () => iam.send(new DeleteOpenIDConnectProviderCommand({ OpenIDConnectProviderArn: arn })))
  sync.log.info('trust-written', { provider: arn, removed: true })
  return true
}
