import fc from 'fast-check'
import { visible } from '../../../../../core/review/render/lib/visible'
import { renderMarkdown, renderSummary } from '../../../../../core/review/render/markdown'
import { shown, type Shown } from '../../../../support/gfm-text'
import { HOSTILE, HOSTILE_LINES } from '../../../../support/hostile'
import { runs, some } from '../../../../support/scale'
import { anyText } from '../../../../support/text'
import { reviewNamed } from './named'

/** It stands in `code` as what follows does, since it means something to Markdown. */
const HARMLESS = 'name#name'

const NAMES: readonly string[] = [
  ...Object.values({ ...HOSTILE, ...HOSTILE_LINES }).filter((each) => each.length < 100),
  'a|b',
  '|',
  '\\|',
  '\\',
  '`',
  '``` js',
  'a`b``c```d',
  '`a`',
  '<b>bold</b>',
  '</code></td></tr></table><h1>',
  '</details><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '&lt;b&gt; &#124; &amp;amp;',
  '@octocat',
  '@org/team please',
  '#123',
  'org/repository#1',
  'GH-26',
  'a5c3785ed8d6a35868bc169f07e40e889087fd2e',
  '[x](javascript:alert(1))',
  '![i](http://example.com/i.png)',
  '[x]: http://example.com',
  '[^1]',
  '**bold** __bold__ ~~gone~~ _it_ *it*',
  'https://example.com/a?b=c',
  'www.example.com',
  'someone@example.com',
  'mailto:someone@example.com',
  '<https://example.com>',
  ':smile:',
  '$math$',
  '$`math`$',
  '$$x$$',
  '--> <b>',
  '<!-- --',
  ']]>',
  '<?php ?>',
  '- [ ] task',
  '# heading',
  '> quote',
  '1. one',
  '---',
  'line\nline\n\n# heading',
  '\r\n| a | b |\r\n',
  '\u202Egnp.exe\u202C',
  'ADG\u200DX',
  ' leading',
  'trailing ',
  'two  blanks',
  ' ',
  '__proto__',
  '\uD800',
  '\uFFFE',
  '\u{10FFFE}',
]

const HARMLESS_PAGES = new Map<typeof renderMarkdown, Shown>()

/** The page of a name is the page of a harmless one, with another text in the same places. */
function expectText(name: string, render: typeof renderMarkdown): void {
  const harmless = HARMLESS_PAGES.get(render) ?? shown(render(reviewNamed(HARMLESS)))
  HARMLESS_PAGES.set(render, harmless)
  const hostile = shown(render(reviewNamed(name)))
  expect(hostile.codes).toEqual(harmless.codes.map((each) => each.replaceAll(HARMLESS, () => visible(name))).map(exact))
  expect(hostile.frame).toEqual(harmless.frame)
}

/** Account ids and digests are made of names, and are none. */
const exact = (text: string): unknown => (/^(?:\d{12}|sha256:\w+)$/.test(text) ? expect.any(String) : text)

describe('a name', () => {
  test.each(some(NAMES))('is text in a comment: %j', (name) => {
    expectText(name, renderMarkdown)
  })

  it('is text whatever it is', () => {
    const piece = fc.constantFrom(...'|`<>&@#[]()!*~_\\:$-"\'= \n/.;0aZ\u202E', '<!--', '-->', '```', 'http://', '&#')
    const name = fc.oneof(
      anyText({ minLength: 1, maxLength: 12 }),
      fc.array(piece, { minLength: 1, maxLength: 12 }).map((all) => all.join('')),
    )
    fc.assert(
      fc.property(name, (text) => {
        expectText(text, renderMarkdown)
      }),
      { numRuns: runs(80) },
    )
  })

  test.each(['a|b', '`</code>`', '@octocat', 'www.example.com'])('is text in a summary: %j', (name) => {
    expectText(name, renderSummary)
  })

  it('is shown in part where it is longer than any name may be', () => {
    const text = renderMarkdown(reviewNamed('|'.repeat(5_000)))
    expect(shown(text).codes.every((each) => each.length <= 300)).toBe(true)
    expect(text).toContain('more characters')
  })
})

describe('the link of a report', () => {
  const linked = (link: string): readonly string[] =>
    shown(renderMarkdown(reviewNamed('a'), { link })).frame.filter((each) => each.startsWith('<a '))

  it('is a link where it is an address', () => {
    expect(linked('https://example.com/a?b=c#d')).toEqual(['<a {"href":"https://example.com/a?b=c#d"}>'])
  })

  test.each([
    'javascript:alert(1)',
    'https://a.example/) [x](https://b.example',
    'http://example.com',
    'https://x.y/<b>',
  ])('is no link where it is none: %s', (link) => {
    expect(linked(link)).toEqual([])
  })
})
