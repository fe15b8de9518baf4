import fc from 'fast-check'
import { parse } from 'yaml'
import { addKey, appendItems } from '../../../../cli/lib/pull/yaml-edit'
import { readYaml } from '../../../../core/model/yaml-file'
import { hostileTexts } from './hostile-names'
import { runs } from '../../../support/scale'
import { anyText } from '../../../support/text'

const PATH = ['personas', 'reader']

describe('names are appended to', () => {
  test.each<[string, string, string]>([
    ['a flow list', 'personas:\n  reader: [A, B]   # who reads\n', 'personas:\n  reader: [A, B, NEW]   # who reads\n'],
    ['a flow list with a comma at its end', 'personas: { reader: [A,] }\n', 'personas: { reader: [A, NEW,] }\n'],
    ['an empty flow list', 'personas: { reader: [] }\n', 'personas: { reader: [NEW] }\n'],
    ['an empty flow list with a blank', 'personas: { reader: [ ] }\n', 'personas: { reader: [NEW] }\n'],
    [
      'a flow list over lines that holds only a comment',
      'personas:\n  reader: [\n    # nobody yet\n  ]\n',
      'personas:\n  reader: [\n    # nobody yet\n    NEW\n  ]\n',
    ],
    [
      'a flow list with a name a line',
      'personas:\n  reader: [\n    A,  # first\n    B   # second\n    # end\n  ]\n',
      'personas:\n  reader: [\n    A,  # first\n    B,   # second\n    NEW\n    # end\n  ]\n',
    ],
    [
      'a flow list with a name a line and a comma at its end',
      'personas:\n  reader: [\n    A,\n    B,   # second\n  ]\n',
      'personas:\n  reader: [\n    A,\n    B,   # second\n    NEW,\n  ]\n',
    ],
    [
      'a flow list whose bracket stands behind the last name',
      'personas:\n  reader: [A,\n    B]\n',
      'personas:\n  reader: [A,\n    B,\n    NEW]\n',
    ],
    [
      'a block list',
      'personas:\n  reader:\n    - A # first\n    # second\n    - B # second\n# end\nstate: open\n',
      'personas:\n  reader:\n    - A # first\n    # second\n    - B # second\n    - NEW\n# end\nstate: open\n',
    ],
    [
      'a block list that is not indented',
      'personas:\n  reader:\n  - "A"\n\n  owner: [O]\n',
      'personas:\n  reader:\n  - "A"\n  - NEW\n\n  owner: [O]\n',
    ],
    ['a block list at the end of a file', 'personas:\n  reader:\n    - A', 'personas:\n  reader:\n    - A\n    - NEW'],
    [
      'a block list of block scalars',
      'personas:\n  reader:\n    - |-\n      A\n  owner: [O]\n',
      'personas:\n  reader:\n    - |-\n      A\n    - NEW\n  owner: [O]\n',
    ],
    [
      'a file with line ends of Windows',
      'personas:\r\n  reader:\r\n    - A # a\r\nstate: open\r\n',
      'personas:\r\n  reader:\r\n    - A # a\r\n    - NEW\r\nstate: open\r\n',
    ],
    [
      'a list that is not there',
      'personas:\n  owner: [O]\n  # nobody reads yet\n\ndatasets: {}\n',
      'personas:\n  owner: [O]\n  reader: [NEW]\n  # nobody reads yet\n\ndatasets: {}\n',
    ],
    ['an empty map', 'personas: {}\nstate: open\n', 'personas: { reader: [NEW] }\nstate: open\n'],
    ['a flow map', 'personas: { owner: [O] }\n', 'personas: { owner: [O], reader: [NEW] }\n'],
    ['a file without the map', 'state: open # yet\n', 'state: open # yet\npersonas:\n  reader: [NEW]\n'],
    [
      'a file that is a flow map',
      '{ "state": "open",\n  "stage": "prod" }\n',
      '{ "state": "open",\n  "stage": "prod",\n  personas: { reader: [NEW] } }\n',
    ],
    [
      'a file whose last value is a block of text',
      'text: |\n  some\n  text\n',
      'text: |\n  some\n  text\npersonas:\n  reader: [NEW]\n',
    ],
    [
      'a file that is begun and ended with marks',
      '---\npersonas:\n  owner: [O]\n...\n',
      '---\npersonas:\n  owner: [O]\n  reader: [NEW]\n...\n',
    ],
  ])('%s', (_, before, after) => {
    expect(appendItems(before, PATH, ['NEW'])).toBe(after)
  })

  test('several at once, in their order', () => {
    expect(appendItems('personas: { reader: [] }\n', PATH, ['B', 'A'])).toBe('personas: { reader: [B, A] }\n')
    expect(appendItems('personas:\n  reader:\n    - X\n', PATH, ['B', 'A'])).toBe(
      'personas:\n  reader:\n    - X\n    - B\n    - A\n',
    )
    expect(appendItems('personas:\n  reader: [\n    X\n  ]\n', PATH, ['B', 'A'])).toBe(
      'personas:\n  reader: [\n    X,\n    B,\n    A\n  ]\n',
    )
  })

  test('none: the text stays', () => {
    expect(appendItems('a:    1', PATH, [])).toBe('a:    1')
  })
})

describe('a key is added to', () => {
  const entry = { protocol: 'saml', metadata: 'saml/ghost.xml', maxGroups: 20, adopt: ['lab', 'dev'] }

  test('the end of a block, above the comments of what comes next', () => {
    expect(addKey('services:\n  a: { protocol: x }\n\n# Personas.\npersonas: {}\n', ['services', 'ghost'], entry)).toBe(
      'services:\n  a: { protocol: x }\n  ghost: { protocol: saml, metadata: saml/ghost.xml, maxGroups: 20, adopt: [lab, dev] }\n\n# Personas.\npersonas: {}\n',
    )
  })

  test('a block, in lines of its own where one would be too long', () => {
    const long = { ...entry, metadata: `saml/${'x'.repeat(90)}.xml` }
    expect(addKey('services:\n    a:\n        protocol: x # y\n', ['services', 'ghost'], long)).toBe(
      `services:\n    a:\n        protocol: x # y\n    ghost:\n      protocol: saml\n      metadata: ${long.metadata}\n      maxGroups: 20\n      adopt: [lab, dev]\n`,
    )
  })

  test('a flow map', () => {
    expect(addKey('services: { a: { protocol: x } }\n', ['services', 'b'], { protocol: 'z' })).toBe(
      'services: { a: { protocol: x }, b: { protocol: z } }\n',
    )
  })

  test.each<[string, string]>([
    ['has it already', 'services: { ghost: 1 }\n'],
    ['is no map', 'services: [ghost]\n'],
    ['cannot be read', 'services: [ghost\n'],
    ['says nothing', 'services:\n'],
  ])('nothing that %s', (_, text) => {
    expect(() => addKey(text, ['services', 'ghost'], entry)).toThrow()
  })
})

test('no name becomes syntax', () => {
  for (const name of hostileTexts) {
    for (const text of [
      'personas: { reader: [A] } # x\n',
      'personas: { reader: [] }\n',
      'personas:\n  reader:\n    - A # x\n',
      'personas:\n  owner: [A]\n',
      'state: open\n',
    ]) {
      const after = appendItems(text, PATH, [name])
      // What nobody sees on a screen has an escape.
      expect(after).not.toMatch(/[\u00AD\u200B-\u200F\u202A-\u202E]/)
      const { value, diagnostics } = readYaml('lab.yaml', after)
      expect(diagnostics).toEqual([])
      expect((value as { personas: { reader: string[] } }).personas.reader.at(-1)).toBe(name)
    }
  }
})

const name = fc
  .oneof(fc.string({ unit: 'grapheme' }), anyText(), fc.constantFrom(...hostileTexts))
  .filter((each) => /^(?!\s|__proto__$)[^\p{Cc}\p{Surrogate}\u2028\u2029\uFEFF\uFFFE\uFFFF]{1,100}(?<!\s)$/u.test(each))
const comment = fc.constantFrom('', ' # a comment: [x, {y', '  #')
const list = fc.tuple(
  fc.uniqueArray(name, { maxLength: 4 }),
  fc.constantFrom('flow', 'block', 'lines', 'none'),
  comment,
)

/** A persona's list in one of the ways that people write it. */
function written(key: string, [names, style, after]: [string[], string, string]): string {
  const quoted = names.map((each) => JSON.stringify(each))
  if (style === 'none') return ''
  if (style === 'flow' || names.length === 0) return `  ${key}: [${quoted.join(', ')}]${after}\n`
  if (style === 'lines') return `  ${key}: [\n${quoted.map((each) => `    ${each},${after}\n`).join('')}  ]\n`
  return `  ${key}:\n${quoted.map((each) => `    - ${each}${after}\n`).join('')}`
}

test('whatever a file says and however it is written, it says the names as well and nothing else is touched', () => {
  fc.assert(
    fc.property(list, list, fc.uniqueArray(name, { minLength: 1, maxLength: 3 }), fc.boolean(), (a, b, names, crlf) => {
      const text = `# top\npersonas:\n  owner: [O]\n${written('reader', a)}${written('writer', b)}# end\nstate: open${a[2]}\n`
      const before = crlf ? text.replaceAll('\n', '\r\n') : text
      const after = appendItems(before, PATH, names)
      const said = parse(before) as { personas: Record<string, string[]> }
      said.personas.reader = [...(said.personas.reader ?? []), ...names]
      expect(parse(after)).toEqual(said)
      // Everything that was there is there in its order: characters were only put in.
      let at = 0
      for (const character of after) if (before.startsWith(character, at)) at += character.length
      expect(at).toBe(before.length)
      const lines = new Set(after.split(/\r?\n/))
      const changed = before.split(/\r?\n/).filter((line) => !lines.has(line))
      expect(changed.length).toBeLessThanOrEqual(1)
      if (a[1] !== 'flow' && a[0].length > 0) expect(changed).toEqual([])
    }),
    { numRuns: runs(300) },
  )
})
