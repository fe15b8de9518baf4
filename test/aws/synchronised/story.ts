import type { Delivered } from './deliveries'
import { GHOST, WISP } from './events'
import { readTrusts } from './read-trusts'
import type { SignedIn } from './signed-in'
import type { Synchronised } from './world'

/** What people read who are refused. */
export const NOBODY = 'None of your groups opens a role through this service.'
export const NO_SERVICE = 'This application is not a service of the data mesh.'

/** A grant that came through both hooks. */
export const WRITTEN: readonly Delivered[] = [
  { hook: 'entitlement-sync', told: ['synchronised'] },
  { hook: 'trust-sync', told: ['trust-written'] },
]

/** What the parts of the story ask. */
export interface Story {
  /** @throws before it is there */
  world(): Synchronised
  /** Role → trust policy, as IAM has it. */
  trusts(environment?: string): Promise<ReadonlyMap<string, string>>
  databricks(...groups: string[]): Promise<SignedIn>
  ghost(...groups: string[]): Promise<SignedIn>
  wisp(...groups: string[]): Promise<SignedIn>
  /** The code that a group got at run time. */
  codeOf(group: string): Promise<string>
  /** Every row but history, and every trust policy. */
  state(): Promise<unknown>
}

export function storyOf(world: () => Synchronised): Story {
  const trusts: Story['trusts'] = (environment = 'lab') => readTrusts(world().mesh, environment)
  return {
    world,
    trusts,
    databricks: (...groups) => world().signIn.saml('databricks', '0oa1databricks', groups),
    ghost: (...groups) => world().signIn.saml('ghost', GHOST.application, groups),
    wisp: (...groups) => world().signIn.token(WISP.issuer, WISP.client, groups),
    codeOf: async (group) => {
      const row = (await world().rows()).find((each) => each.SK === 'OWNER' && each.group === group)
      return row?.PK.replace('CODE#', '') ?? ''
    },
    state: async () => [
      (await world().rows()).filter(({ SK }) => !SK.startsWith('EVENT#')),
      [...(await trusts('lab')), ...(await trusts('plant'))],
    ],
  }
}
