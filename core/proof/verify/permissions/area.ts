import type { Position } from '../../../model/diagnostic'
import type { Statement } from '../../../policy/document'
import type { FactMap } from './statements/decide'

/** What the files say about a request: it has to be possible, it may be, or it must not. */
export type Expectation = 'must' | 'may' | 'never'

/** What is acted on, and under which circumstances. */
export interface Probe {
  readonly resource: string
  readonly facts: FactMap
  /** How a message calls it. */
  readonly label: string
}

/** Probes whose resources begin alike: `arn:aws:s3:::bucket`; a statement that touches none of them is not asked. */
export interface ProbeGroup<P extends Probe = Probe> {
  /** @default - asked whatever a statement names */
  readonly head: string | undefined
  readonly probes: readonly P[]
}

/** A kind of resource with the actions on it, and what one role may do there. */
export interface Area<P extends Probe = Probe> {
  /** How a message calls it: one line says what is wrong in one area. */
  readonly name: string
  readonly actions: readonly string[]
  readonly groups: readonly ProbeGroup<P>[]
  readonly expects: (action: string, probe: P) => Expectation
  /** The only actions that `expects` may call for. */
  readonly needed: ReadonlySet<string>
  /** The only groups in which `expects` may call for something. @default - all */
  readonly needsIn?: (group: ProbeGroup<P>) => boolean
  /** Requests that a statement's own patterns lead to, wherever they point. @default - to none but the probes */
  readonly witnessesOf?: (statement: Statement) => readonly P[]
  /** The line of the mesh that gives what is missing. */
  readonly sourceOf?: (probe: P) => Position | undefined
}

export const NO_FACTS: FactMap = new Map()

/** Over encrypted connections, as every client of the mesh asks. */
export const ENCRYPTED: FactMap = new Map([['aws:securetransport', 'true']])
