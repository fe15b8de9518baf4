import type { Position } from '../../../../model/diagnostic'
import type { TextFile } from '../../../../model/mesh'
import { placeIn } from '../../../../policy/lint/mesh/own-templates'
import type { Exception } from '../../exceptions'

const ADDS =
  "a template of the mesh's own gives more than the role's paths need: only that it reaches no data is proved"
const LACKS = "a template of the mesh's own leaves out what the built-in one gives, and breaks no path"

interface Found {
  readonly role: string
  readonly adds: boolean
  readonly actions: Set<string>
  /** What it is done to, or empty. */
  readonly label: string
  readonly at: Position | undefined
}

/** Collects what templates of the mesh's own add or leave out, one line a role, statement and kind of resource. */
export class OwnExceptions {
  readonly #found = new Map<string, Found>()

  constructor(
    private readonly environment: string,
    private readonly templates: ReadonlyMap<string, TextFile>,
  ) {}

  /** @param texts what stands in the template where the action is named, best first */
  add(
    cause: string,
    about: Omit<Found, 'actions' | 'at'>,
    action: string,
    policy: string,
    texts: readonly string[],
  ): void {
    const known = this.#found.get(cause)
    if (known) known.actions.add(action)
    else this.#found.set(cause, { ...about, actions: new Set([action]), at: this.place(policy, texts) })
  }

  all(): Exception[] {
    return [...this.#found.values()].map(({ role, adds, actions, label, at }) => {
      const what = `${adds ? 'may' : 'may not'} ${[...actions].join(', ')}${label === '' ? '' : `: ${label}`}`
      return { environment: this.environment, role, what, reason: adds ? ADDS : LACKS, at }
    })
  }

  /** Where in its template a policy says so. */
  place(policy: string, texts: readonly string[]): Position | undefined {
    const template = this.templates.get(policy)
    return template && placeIn(template, texts)
  }
}
