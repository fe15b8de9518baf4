import type { Log, LoggedEvent, LogFields } from '../../../hooks/lib/log'

/** What a hook told, kept instead of printed. */
export interface MemoryLog extends Log {
  /** Why the hook refused; `undefined` where it did not. */
  refusal(): string | undefined
  /** The session tags that the hook left out, and why. */
  leftOut(): { readonly tag: string; readonly why: string }[]
  /** @throws where the hook could not do its work: what it answered then says nothing about the mesh */
  assertNoFailure(): void
}

export function memoryLog(): MemoryLog {
  const told: { readonly event: LoggedEvent; readonly fields: LogFields }[] = []
  const tell = (event: LoggedEvent, fields: LogFields): void => void told.push({ event, fields })
  return {
    info: tell,
    warn: tell,
    error: tell,
    refusal: () => told.find(({ event }) => event === 'refused')?.fields.code,
    leftOut: () =>
      told
        .filter(({ event }) => event === 'attribute-left-out')
        .map(({ fields }) => ({ tag: String(fields.tag), why: String(fields.why) })),
    assertNoFailure: () => {
      // A row that cannot be read is a fault of the output, and opens nothing.
      const failure = told.find(({ event, fields }) => event === 'failed' && fields.cause !== 'row')
      if (failure) throw new Error(`the hook failed: ${JSON.stringify(failure.fields)}`)
    },
  }
}
