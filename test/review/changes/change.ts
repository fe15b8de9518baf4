import type { Risk } from '../../../core/model/risk/levels'
import { edited, type Edits, type Files } from '../pair'
import { GROUND } from './base'

/** Terraform JSON, to be changed. */
export type Tree = { [key: string]: unknown }

/** What is changed: files of the mesh, or the rendered Terraform JSON of one of its stacks. */
export type Change = Start & ({ readonly files: Edits } | { readonly stack: (json: Tree) => void })

interface Start {
  /** What is different from the ground before. @default - nothing */
  readonly before?: Edits
  /** Which stack is changed. @default 'lab' */
  readonly of?: 'hub' | 'lab'
  /** At least how risky it is. @default - as all of its kind */
  readonly risk?: Risk
  /** At least how risky a plan can tell that it is. @default - as the change */
  readonly riskOfPlan?: Risk
  /** Whether the real Terraform may be asked: `false` where it would refuse, or asks AWS. @default true */
  readonly planned?: false
}

/** A change of which a review must tell, and how risky it is at least. */
export interface Row {
  readonly kind: string
  readonly name: string
  readonly risk: Risk
  readonly change: Change
}

/** Rows of a kind: name → change. */
export const rows = (kind: string, risk: Risk, changes: Readonly<Record<string, Change>>): Row[] =>
  Object.entries(changes).map(([name, change]) => ({ kind, name, risk: change.risk ?? risk, change }))

export const filesBefore = ({ before = {} }: Change): Files => edited(GROUND, before)

/** Edits of files; `before` says what is different from the ground first. */
export const files = (edits: Edits, before?: Edits): Change => ({ files: edits, ...(before && { before }) })

export const rated = (risk: Risk, change: Change): Change => ({ ...change, risk })
/** A plan does not tell what a provider was before. */
export const lessInPlan = (riskOfPlan: Risk, change: Change): Change => ({ ...change, riskOfPlan })
export const inHub = (change: Change): Change => ({ ...change, of: 'hub' })
export const unplanned = (change: Change): Change => ({ ...change, planned: false })
export const from = (before: Edits, change: Change): Change => ({ ...change, before })

/** Puts a value at a place of a resource that is there: `aws_kms_key.trials.is_enabled`. */
export const set = (path: string, value: unknown): Change => edit(path, () => value)

/** Takes a resource away, so that nothing waits for it any more, or an argument of one. */
export const without = (path: string): Change =>
  stack((json) => {
    remove(ofResources(json), path)
    // Terraform takes no type without a resource.
    for (const [type, named] of Object.entries(ofResources(json)))
      if (Object.keys(named as Tree).length === 0) Reflect.deleteProperty(ofResources(json), type)
    for (const named of Object.values(ofResources(json)))
      for (const each of Object.values(named as Tree) as Tree[])
        if (Array.isArray(each.depends_on)) each.depends_on = each.depends_on.filter((other) => other !== path)
  })

/** Another resource. */
export const adds = (type: string, values: Tree = {}, name = 'further'): Change =>
  stack((json) => {
    const named = (ofResources(json)[type] ??= {}) as Tree
    if (named[name] !== undefined) throw new Error(`${type}.${name} is there already`)
    named[name] = values
  })

/** Puts a value at a place beside resources: `provider.aws.0.region`. */
export const block = (path: string, value: unknown): Change =>
  stack((json) => {
    const [at, key] = placeIn(json, path, true)
    at[key] = value
  })

export const withoutBlock = (path: string): Change => stack((json) => remove(json, path))

/** Changes what is at a place of a resource. */
export const edit = (path: string, how: (value: unknown) => unknown): Change =>
  stack((json) => {
    const [at, key] = placeIn(ofResources(json), path, false)
    at[key] = how(at[key])
  })

/** Replaces the only place of a text. */
export const text = (path: string, was: string, is: string): Change =>
  edit(path, (value) => {
    if (typeof value !== 'string' || value.split(was).length !== 2) throw new Error(`${was} is not once in ${path}`)
    return value.replace(was, () => is)
  })

/** Changes the document in an argument. */
export const inDocument = (path: string, how: (document: Tree) => void): Change =>
  edit(path, (value) => {
    const document = JSON.parse(String(value)) as Tree
    how(document)
    return JSON.stringify(document)
  })

/** One more statement of a policy. */
export const states = (path: string, statement: Tree): Change =>
  inDocument(path, (document) => void (document.Statement as Tree[]).push(statement))

/** One statement of a policy less, by its place. */
export const unsaid = (path: string, index: number): Change =>
  inDocument(path, (document) => {
    if ((document.Statement as Tree[]).splice(index, 1).length !== 1) throw new Error(`${path} has no such statement`)
  })

/** Several changes of a stack at once. */
export const all = (...changes: readonly Change[]): Change =>
  stack((json) => {
    for (const each of changes) if ('stack' in each) each.stack(json)
  })

const stack = (how: (json: Tree) => void): Change => ({ stack: how })

const ofResources = (json: Tree): Tree => json.resource as Tree

function placeIn(root: Tree, path: string, makes: boolean): [Tree, string] {
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let at = root
  for (const [depth, key] of keys.entries()) {
    if (at[key] === undefined && !makes && depth < 2) throw new Error(`there is no ${path}`)
    at = (at[key] ??= {}) as Tree
  }
  return [at, last]
}

function remove(root: Tree, path: string): void {
  const [at, key] = placeIn(root, path, false)
  if (!(key in at)) throw new Error(`there is no ${path}`)
  if (Array.isArray(at)) at.splice(Number(key), 1)
  else Reflect.deleteProperty(at, key)
}
