import type { Names } from '../reach/names'
import type { Fact } from './fact'

/** What stands behind a service, as one text. */
interface Behind {
  readonly provider: string
  /** Of OIDC, sorted. */
  readonly clientIds: readonly string[]
}

/** Services by name: a service that stays may come to stand for another application. */
export const serviceFacts = ({ services }: Pick<Names, 'services'>): Fact[] =>
  Object.entries(services).map(([subject, { provider, clientIds }]): Fact => {
    const behind: Behind = { provider, clientIds: [...clientIds].sort() }
    return { kind: 'service', subject, value: JSON.stringify(behind) }
  })

export const behind = ({ value }: Fact): Behind => JSON.parse(value) as Behind
