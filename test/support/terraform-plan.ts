/** What `terraform show -json` says of a plan, as far as tests read it. */
export interface Plan {
  readonly resource_changes?: readonly ResourceChange[]
  readonly output_changes?: Readonly<Record<string, Change>>
  readonly configuration: {
    readonly provider_config: Readonly<Record<string, { readonly expressions: Expressions }>>
    readonly root_module: { readonly resources: readonly ConfiguredResource[]; readonly module_calls?: object }
  }
}

export interface ResourceChange {
  readonly address: string
  readonly mode: 'managed' | 'data'
  readonly type: string
  readonly name: string
  readonly change: Change
}

export interface Change {
  readonly actions: readonly string[]
  readonly before: unknown
  /** What will be, as far as it is known. */
  readonly after: unknown
  /** `true` in the places of what is not known before the apply. */
  readonly after_unknown: unknown
  /** What is there already, and is taken over. */
  readonly importing?: { readonly id: string }
}

export interface ConfiguredResource {
  readonly address: string
  readonly mode: 'managed' | 'data'
  readonly provider_config_key: string
  readonly expressions: Expressions
}

/** Argument → how it is written; blocks are lists. */
export type Expressions = Readonly<Record<string, unknown>>

/** What a plan will make, by name, of one type. */
export function planned<T>(plan: Plan, type: string): Readonly<Record<string, T>> {
  const changes = (plan.resource_changes ?? []).filter((each) => each.type === type)
  return Object.fromEntries(changes.map(({ name, change }) => [name, change.after as T]))
}

/** Every resource that the plan touches, as `address: actions`. */
export function touched(plan: Plan): string[] {
  return (plan.resource_changes ?? [])
    .filter(({ change }) => change.actions.join() !== 'no-op')
    .map(({ address, change }) => `${address}: ${change.actions.join(' and ')}`)
}

/** Address → what is imported as it, of what a plan takes over. */
export function imported({ resource_changes: changes = [] }: Plan): Readonly<Record<string, string>> {
  return Object.fromEntries(
    changes.flatMap(({ address, change: { importing } }) => (importing ? [[address, importing.id]] : [])),
  )
}

/** What a change leaves open, as `table_data.name`: places in lists are left out. */
export function unknownIn({ after_unknown }: Change): string[] {
  const found = new Set<string>()
  const walk = (value: unknown, path: readonly string[]): void => {
    if (value === true) found.add(path.join('.'))
    else if (Array.isArray(value)) value.forEach((each) => walk(each, path))
    else if (value !== null && typeof value === 'object')
      Object.entries(value).forEach(([key, each]) => walk(each, [...path, key]))
  }
  walk(after_unknown, [])
  return [...found].sort()
}
