import fc from 'fast-check'
import { rated } from '../../../cli/lib/review/compare'
import { verify } from '../../../core/proof/verify'
import { reviewPlans } from '../../../core/review/review-plan'
import { review } from '../../../core/review/review'
import { meaningOf, typeOf } from '../../../core/terraform/types'
import { largePlan } from '../../bench/large-plan'
import { GROUND } from '../../review/changes/base'
import type { Tree } from '../../review/changes/change'
import { CHANGES } from '../../review/changes'
import { meshSideOf, outputSide, renderedRow, stacksOf, type Stacks } from '../../review/changes/sides'
import { isTold } from '../../review/changes/told'
import { edited, folderOf, metadata, type Edits } from '../../review/pair'
import { build, type TerraformJson } from '../../support/mesh'
import { runs } from '../../support/scale'
import { mutantsOf, type Json, type Mutant } from '../proof/verify/mutate'

const built = build(folderOf(GROUND))
const ground = stacksOf(GROUND)

const told = (before: Stacks, after: Stacks): boolean =>
  isTold(review(outputSide(before).side, outputSide(after).side).review)

const verified = (stacks: Stacks): boolean =>
  verify({
    ...built,
    stacks: [...stacks].map(([name, json]) => ({ name, read: () => JSON.stringify(json) })),
    render: (name) => ground.get(name)!,
  }).differences.length > 0

interface Resource {
  readonly stack: string
  readonly type: string
  readonly name: string
  readonly body: { readonly [key: string]: Json }
}

const RESOURCES = [...ground].flatMap(([stack, { resource }]) =>
  Object.entries(resource).flatMap(([type, named]) =>
    Object.entries(named).map(([name, body]): Resource => ({ stack, type, name, body: body as Resource['body'] })),
  ),
)

const isDocument = (value: Json | undefined): value is string => typeof value === 'string' && /^\s*\{/.test(value)
/** How a statement is called, and what nobody reads. */
const says = (path: string): boolean => /(?:^|\.)Sid$/.test(path) || path === '//' || path === 'depends_on'

/** Every change of one argument of a resource, also within the documents that are arguments. */
function* changesOf({ body }: Resource): Generator<Mutant> {
  yield* mutantsOf(body as Json, (path) => says(path))
  for (const [key, value] of Object.entries(body)) {
    if (!isDocument(value)) continue
    for (const { what, value: other } of mutantsOf(JSON.parse(value) as Json, says, key))
      yield { what, value: { ...body, [key]: JSON.stringify(other) } }
  }
}

const RANDOM = fc.record({
  resource: fc.constantFrom(...RESOURCES),
  place: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
})

function withResource({ stack, type, name }: Resource, body: Json): Stacks {
  const json = ground.get(stack)!
  const resource = { ...json.resource, [type]: { ...json.resource[type], [name]: body as Tree } }
  return new Map([...ground, [stack, { ...json, resource } as TerraformJson]])
}

/** What the table of types says of the argument that a change is of. */
const decides = (type: string, what: string): boolean => {
  const known = typeOf(type)
  const argument = /^[\w/]+/.exec(what)?.[0] ?? ''
  return known === undefined || !['cosmetic', 'computed'].includes(meaningOf(known, argument) as string)
}

test('whatever one argument of a resource becomes, a review or a proof tells', () => {
  let cosmetic = 0
  let all = 0
  fc.assert(
    fc.property(RANDOM, ({ resource, place }) => {
      const changes = [...changesOf(resource)]
      const { what, value } = changes[Math.floor(place * changes.length)]!
      all++
      const after = withResource(resource, value)
      if (told(ground, after) || verified(after)) return
      if (decides(resource.type, what)) throw new Error(`${resource.type}.${resource.name} ${what} is silent`)
      cosmetic++
    }),
    { numRuns: runs(1000) },
  )
  process.stderr.write(`changes that decide nothing: ${cosmetic} of ${all}\n`)
  expect(cosmetic).toBeLessThan(all / 2)
})

const ADDED = CHANGES.filter((each) => /^(?:types|other blocks|other providers)/.test(each.kind))

test('whatever blocks or resources come, a review or a proof tells', () => {
  fc.assert(
    fc.property(fc.subarray([...ADDED], { minLength: 1, maxLength: 3 }), (added) => {
      for (const row of added) {
        const { after } = renderedRow(row)
        expect([row.name, told(ground, after) || verified(after)]).toEqual([row.name, true])
      }
    }),
    { numRuns: runs(100) },
  )
})

test('whatever resource goes, a review or a proof tells', () => {
  fc.assert(
    fc.property(fc.constantFrom(...RESOURCES), ({ stack, type, name }) => {
      const json = structuredClone(ground.get(stack)!) as unknown as { resource: Record<string, Tree> }
      Reflect.deleteProperty(json.resource[type]!, name)
      const after = new Map([...ground, [stack, json as unknown as TerraformJson]])
      expect([type, name, told(ground, after) || verified(after)]).toEqual([type, name, true])
    }),
    { numRuns: runs(200) },
  )
})

/** The same metadata, told of in comments and laid out otherwise. */
const laidOut = (xml: string): string =>
  xml
    .replaceAll('<md:', '<!-- of the directory -->\n<md:')
    .replace(/^<!-- of the directory -->\n/, '')
    .replaceAll('>\n', '>\n\n  ')

describe('a review is silent of', () => {
  test('a folder against itself', () => {
    expect(isTold(rated(meshSideOf(GROUND), meshSideOf(GROUND)).review)).toBe(false)
  })

  test('an output against itself', () => {
    expect(told(ground, new Map([...ground].map(([name, json]) => [name, structuredClone(json)])))).toBe(false)
  })

  test.each([...ground.keys()])('a plan of %s without changes', (what) => {
    const text = JSON.stringify(largePlan(ground.get(what)!, structuredClone(ground.get(what)!)))
    expect(isTold(reviewPlans([{ text, what }], { levels: {} }).review)).toBe(false)
  })

  test.each<[string, Edits]>([
    [
      'comments',
      {
        'lab.yaml': [['datasets:\n', '# all data\ndatasets:\n']],
        'mesh.yaml': [['services:\n', '# all\nservices:\n']],
      },
    ],
    ['the order of keys', { 'lab.yaml': [['domain: research\nstage: prod\n', 'stage: prod\ndomain: research\n']] }],
    ['the order of columns in a limit', { 'lab.yaml': [['only: [id, country]', 'only: [country, id]']] }],
    ['the order of services', { 'lab.yaml': [['[notebooks, databricks]', '[databricks, notebooks]']] }],
    [
      'descriptions',
      { 'lab.yaml': [['    owner: APPROVERS\n', '    owner: APPROVERS\n    description: All trials\n']] },
    ],
    [
      'comments and space in metadata',
      {
        'saml/databricks.xml': laidOut(metadata('databricks')),
        'saml/rstudio.xml': laidOut(metadata('rstudio')),
      },
    ],
  ])('two folders that differ only in %s, with their outputs and plans', (_, edits) => {
    const after = edited(GROUND, edits)
    expect(isTold(rated(meshSideOf(GROUND), meshSideOf(after)).review)).toBe(false)
    const stacks = stacksOf(after)
    expect(told(ground, stacks)).toBe(false)
    const plans = [...ground].map(([what, was]) => ({ text: JSON.stringify(largePlan(was, stacks.get(what)!)), what }))
    expect(isTold(reviewPlans(plans, { levels: {}, mesh: outputSide(stacks).side }).review)).toBe(false)
  })

  test('an output in which keys have another order', () => {
    expect(told(ground, new Map([...ground].map(([name, json]) => [name, reversed(json) as TerraformJson])))).toBe(
      false,
    )
  })
})

/** The same, with the keys of every object the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  )
}
