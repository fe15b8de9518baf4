import {
  CreateSAMLProviderCommand,
  DeleteSAMLProviderCommand,
  EntityAlreadyExistsException,
  GetSAMLProviderCommand,
  InvalidInputException,
  LimitExceededException,
  NoSuchEntityException,
  UpdateSAMLProviderCommand,
  type IAMClient,
  type Tag,
} from '@aws-sdk/client-iam'
import { MESH_TAG, STACK_TAG } from '../../core/model/tags'
import { Unsettled, type TrustSync } from './context'
import { ProviderRefused } from './provider-refused'
import { isTransientOrUnknown, readBack, retrying } from './retries'
import type { WantedSaml } from './wanted'

/** A SAML provider as the account has it. */
interface Found {
  readonly metadata: string
  readonly tags: readonly Tag[]
}

async function find(sync: TrustSync, iam: IAMClient, arn: string): Promise<Found | undefined> {
  try {
    const { SAMLMetadataDocument: metadata = '', Tags: tags = [] } = await retrying(sync, () =>
      iam.send(new GetSAMLProviderCommand({ SAMLProviderArn: arn })),
    )
    return { metadata, tags }
  } catch (error) {
    if (error instanceof NoSuchEntityException) return undefined
    throw error
  }
}

/** Whether it is somebody else's that has a name of the mesh; one without any tag is left to the role's policy. */
const isForeign = ({ config }: TrustSync, { tags }: Found): boolean =>
  tags.length > 0 && !tags.some((each) => each.Key === MESH_TAG && each.Value === config.mesh)

/** Whether the account has the provider, with this metadata. */
export async function hasSaml(sync: TrustSync, iam: IAMClient, { arn, metadata }: WantedSaml): Promise<boolean> {
  const found = await find(sync, iam, arn)
  return found !== undefined && isSame(found.metadata, metadata)
}

/** Answers of IAM are XML, whose readers know one kind of line end. */
const isSame = (one: string, other: string): boolean => lines(one) === lines(other)
const lines = (text: string): string => text.replace(/\r\n?/g, '\n').trim()

/**
 * Makes the provider, or gives it the metadata, and reads it back.
 *
 * @throws {ProviderRefused} where the provider is somebody else's, IAM does not take the metadata, or the account has
 * too many providers
 */
export async function makeSaml(sync: TrustSync, iam: IAMClient, wanted: WantedSaml): Promise<void> {
  const { arn, name, metadata } = wanted
  const found = await find(sync, iam, arn)
  if (found && isForeign(sync, found)) throw new ProviderRefused('foreign-provider', `${arn} is not the mesh's`)
  if (found && isSame(found.metadata, metadata)) return
  try {
    if (found || !(await create(sync, iam, wanted))) {
      const command = new UpdateSAMLProviderCommand({ SAMLProviderArn: arn, SAMLMetadataDocument: metadata })
      await retrying(sync, () => iam.send(command), isTransientOrUnknown)
    }
  } catch (error) {
    if (error instanceof InvalidInputException) throw new ProviderRefused('bad-metadata', `IAM refuses it for ${name}`)
    if (error instanceof LimitExceededException)
      throw new ProviderRefused('too-many-providers', `the account has no room for ${name}`)
    throw error
  }
  if (!(await readBack(sync, () => hasSaml(sync, iam, wanted)))) throw new Unsettled(`${arn} is not as it was written`)
  sync.log.info('trust-written', { provider: arn })
}

/** `false` where the provider is there already. */
async function create(sync: TrustSync, iam: IAMClient, { name, metadata }: WantedSaml): Promise<boolean> {
  const Tags = [{ Key: MESH_TAG, Value: sync.config.mesh }]
  try {
    await retrying(sync, () =>
      iam.send(new CreateSAMLProviderCommand({ Name: name, SAMLMetadataDocument: metadata, Tags })),
    )
    return true
  } catch (error) {
    if (error instanceof EntityAlreadyExistsException) return false
    throw error
  }
}

/** Deletes the provider; one that Terraform has taken over stays, and one that is somebody else's. @returns whether there was something to delete */
export async function removeSaml(sync: TrustSync, iam: IAMClient, arn: string): Promise<boolean> {
  const found = await find(sync, iam, arn)
  if (!found || isForeign(sync, found) || found.tags.some((each) => each.Key === STACK_TAG)) return false
  try {
    await retrying(sync, () => iam.send(new DeleteSAMLProviderCommand({ SAMLProviderArn: arn })))
    sync.log.info('trust-written', { provider: arn, removed: true })
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error
  }
  return true
}
