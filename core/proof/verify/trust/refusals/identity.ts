import type { Statement } from '../../../../policy/document'
import { matchesIdentity, sampleIdentity } from '../../../../policy/source-identity'
import { misspellings } from '../misspellings'
import { rightAttempt, type Refusal, type Way } from './way'

export function identityFaults(way: Way): Refusal[] {
  const right = rightAttempt(way)
  const sample = sampleIdentity(way.sourceIdentity)
  if (way.service.protocol === 'cognito')
    return [
      {
        fault: `with the source identity ${sample}, which Cognito cannot pass`,
        attempt: { ...right, sourceIdentity: sample },
      },
    ]
  const { sourceIdentity: _, ...without } = right
  const foreign = [...misspellings(sample), `${sample}.evil.com`, 'user@evil.com'].filter(
    (each) => !matchesIdentity(way.sourceIdentity, each),
  )
  return [
    { fault: 'without a source identity', attempt: without },
    ...foreign.map((each) => ({
      fault: `with the source identity ${each}`,
      attempt: { ...right, sourceIdentity: each },
    })),
  ]
}

/**
 * A statement that somebody adds by hand, and that forgets all conditions, must not let in whom nobody knows: the
 * trust policy denies by itself. Cognito cannot pass a source identity, so that does not hold for it.
 */
export function reinforced(way: Way): Refusal[] {
  if (way.service.protocol === 'cognito') return []
  const right = rightAttempt(way)
  const { sourceIdentity: _, ...without } = right
  const sloppy: Statement = {
    Effect: 'Allow',
    Principal: { Federated: right.provider },
    Action: [right.action, 'sts:TagSession', 'sts:SetSourceIdentity'],
  }
  const fault = 'a source identity of the mesh, once a sloppy statement is added: the Deny is missing'
  const foreign = ['user@evil.com', 'somebody-else'].filter((each) => !matchesIdentity(way.sourceIdentity, each))
  return [
    { fault: `without ${fault}`, attempt: without, added: [sloppy] },
    ...foreign.map((sourceIdentity) => ({
      fault: `with anything but ${fault}`,
      attempt: { ...right, sourceIdentity },
      added: [sloppy],
    })),
  ]
}
