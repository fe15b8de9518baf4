import { readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { gfm } from '../support/gfm'
import { PROJECT } from '../support/mesh'
import { some } from '../support/scale'
import { workplace } from './scripts'

const at = workplace('gh')
const COMMIT = 'a'.repeat(40)

const DIGEST = `sha256:${'1'.repeat(64)}`
const MARKER = `<!-- trustloom:review {"version":1,"digest":"${DIGEST}"} -->`

describe('stranger.sh', () => {
  const accept = async (text: string): Promise<string | undefined> => {
    at.write('stranger/review.md', text)
    at.write('accepted.md', 'untouched')
    const { status } = await at.run('stranger.sh', ['stranger', 'accepted.md'])
    return status === 0 ? at.read('accepted.md') : undefined
  }

  test('says whose word it is, notifies nobody, and quotes the rest', async () => {
    const text = await accept(
      `${MARKER}\n### Access\n\n@acme/owners \`@x\` &#64;y &#x040;z &commat;q &#60; $(id) 💥\n| <code>a<!---->&#46;</code> |\n`,
    )
    expect(text?.split('\n')).toEqual([
      '<!-- trustloom:fork -->',
      '',
      '> [!CAUTION]',
      expect.stringContaining('made from the review of a fork'),
      expect.any(String),
      '',
      '> **The run of the fork wrote:**',
      '>',
      '> ### Access',
      '>',
      '> @\u2060acme/owners `@\u2060x` @\u2060y @\u2060z @\u2060q &#60; ＄(id) 💥',
      '> | <code>a<!---->&#46;</code> |',
      '',
    ])
  })

  /** What stands on the page outside of the quotation, and what is quoted, as a browser reads them. */
  const read = (text: string): { ours: Node[]; quoted: Node } => {
    const children = (gfm(text).children as Node[]).filter(({ type, value }) => type !== 'text' || value?.trim() !== '')
    const quoted = children.splice(2, 1)[0]!
    return { ours: children, quoted }
  }

  test.each(
    some([
      ['ends of the quotation', '</blockquote>\n\nEVIL\n\n</details></summary></code></div>EVIL'],
      ['a page that folds', '<details><summary>EVIL</summary>\n\n<details><summary>\n\n<code>EVIL'],
      ['a return that ends a line', 'EVIL\r\rEVIL\r\r# EVIL'],
      ['a footnote', 'x[^1]\n\n[^1]: EVIL'],
      ['a definition of what the warning says', '[!CAUTION]: https://evil.example\n[!caution]:\nhttps://evil.example'],
      ['a comment that never ends', '<!-- EVIL\n\n<?EVIL\n\n<![CDATA[EVIL'],
      ['a warning of its own', '[!NOTE]\nEVIL\n> [!NOTE]\n> EVIL'],
      ['styles and scripts', '<style>*{display:none}</style><script>EVIL</script><img src=x onerror=EVIL>'],
      ['a formula', '$$\\raise{9em}{EVIL}$$\n\n```math\nEVIL\n```\n\n``````math\nEVIL\n``````\n\n~~~~math\nEVIL'],
      ['a heading under the line before', '===\nEVIL\n---'],
    ]),
  )('keeps within the quotation: %s', async (_, evil) => {
    const text = (await accept(`${MARKER}\n${evil}`)) ?? ''
    const { ours, quoted } = read(text)
    expect(ours.map(({ type, tagName }) => tagName ?? type)).toEqual(['comment', 'blockquote'])
    expect(words(ours[1]!)).toMatch(
      /^\s*\[!CAUTION\]\nThis comment was made from the review of a fork, [^]*fork, to the end of the comment\.\s*$/,
    )
    expect(all(ours[1]!).map(({ tagName }) => tagName)).not.toContain('a')
    expect(words(quoted)).toMatch(/^\s*The run of the fork wrote:/)
    const tags = new Set(all(quoted).flatMap(({ tagName }) => tagName ?? []))
    expect([...tags].filter((tag) => /style|script|img|pre|section/.test(tag))).toEqual([])
    expect(JSON.stringify(quoted)).not.toMatch(/"(?:math-\w+|footnotes?)"/)
  })

  test.each(
    some([
      ['nothing', ''],
      ['another text', `### Access changes\n${MARKER}`],
      ['a marker that never ends', '<!-- trustloom:review\n-->'],
      ['another marker', `<!-- other -->`],
      ['a marker with nothing in it', `<!-- trustloom:review {} -->`],
      ['a marker that is another text', `<!-- trustloom:review {"version":1,"digest":"${DIGEST}} -->`],
      ['a fold behind the marker', `${MARKER}<details><summary>EVIL</summary><!-- -->`],
      ['a fold in the marker', `<!-- trustloom:review {"version":1,"digest":"${DIGEST}","x":"--><details><!--"} -->`],
      ['two markers', `<!-- trustloom:review {"version":1,"digest":"${DIGEST}"} {} -->`],
      ['a text before the marker', `Safe. ${MARKER}`],
      ['too many characters', `${MARKER}${'\nx'.repeat(17_000)}`],
      ['too many bytes', `${MARKER}\n${'𝛂'.repeat(66_000)}`],
      ['control characters', `${MARKER}\n\u001b[31m`],
      ['marks that reach into the lines above', `${MARKER}\na${'\u0306'.repeat(40)}`],
      ['such marks with what is not seen between them', `${MARKER}\na${'\u0306\u0306\u200d'.repeat(20)}`],
    ]),
  )('refuses %s', async (_, text) => {
    expect(await accept(text)).toBeUndefined()
  })

  test('refuses a link to a file of the runner', async () => {
    at.write('secret', `${MARKER}\nsecret`)
    at.write('linked/x', '')
    symlinkSync(join(at.folder, 'secret'), join(at.folder, 'linked/review.md'))
    const { status, output } = await at.run('stranger.sh', ['linked', 'leaked.md'])
    expect([status, output, at.has('leaked.md')]).toEqual([1, expect.stringContaining('no file'), false])
  })
})

interface Node {
  readonly type: string
  readonly tagName?: string
  readonly value?: string
  readonly children?: readonly Node[]
}

const all = (node: Node): Node[] => [node, ...(node.children ?? []).flatMap(all)]
const words = (node: Node): string =>
  all(node)
    .map(({ type, value }) => (type === 'text' ? value : ''))
    .join('')

describe('the comment of plan-review-fork.yml', () => {
  const { jobs } = parse(readFileSync(join(PROJECT, '.github/workflows/plan-review-fork.yml'), 'utf8')) as {
    jobs: { comment: { steps: { name?: string; run?: string }[] } }
  }
  const RUN = 'https://github.com/acme/mesh/actions/runs/42'
  const env = { GH_TOKEN: 'x', FORK: 'mallory/mesh', BRANCH: 'fix', COMMIT, RUN, RUNNER_TEMP: '.' }
  const comment = async (review: string | undefined, ...there: object[]): Promise<string[]> => {
    rmSync(join(at.folder, 'stranger'), { recursive: true, force: true })
    if (review !== undefined) at.write('stranger/review.md', review)
    const pull = { number: 7, head: { sha: COMMIT, ref: 'fix', repo: { full_name: 'mallory/mesh' } } }
    at.answer(
      { name: 'gh', when: '/pulls?', stdout: JSON.stringify([pull]) },
      { name: 'gh', when: '--paginate', stdout: JSON.stringify(there) },
      { name: 'gh', when: '--input', stdout: '{}' },
    )
    const run = jobs.comment.steps.find(({ name }) => name === 'Comment')?.run ?? ''
    expect((await at.bash(run, env)).status).toBe(0)
    return at.calls().flatMap(({ files }) => files.map((each) => (JSON.parse(each) as { body: string }).body))
  }
  const MARK = '<!-- trustloom-comment:review -->'
  const older = { id: 1, user: { login: 'github-actions[bot]' }, body: `${MARK}of an earlier commit` }

  beforeAll(() => symlinkSync(join(PROJECT, '.github'), join(at.folder, '.github')))

  test('quotes the review', async () => {
    expect(await comment(`${MARKER}\nfine\n`)).toEqual([expect.stringMatching(/CAUTION[^]*\n> fine\n$/)])
  })

  test.each([
    ['there is none', undefined],
    ['it is refused', 'no review'],
  ])('leaves no older one as if it were of this commit where %s', async (_, review) => {
    expect(await comment(review, older)).toEqual([
      expect.stringContaining(`has no review of access.** [The run](${RUN})`),
    ])
    expect(await comment(review)).toEqual([])
  })
})

describe('pull-of-fork.sh', () => {
  const BRANCH = 'fix&state=all/ü'
  const pulls = (...shas: string[]): void => answer(...shas.map((sha) => ({ sha })))
  const answer = (...heads: object[]): void => {
    const full = heads.map((head, index) => ({
      number: index + 5,
      head: { ref: BRANCH, repo: { full_name: 'mallory/mesh' }, ...head },
    }))
    at.answer({ name: 'gh', when: '/pulls?', stdout: JSON.stringify(full) })
  }

  test('finds the pull request that ends with the commit', async () => {
    pulls('b'.repeat(40), COMMIT)
    expect(await at.run('pull-of-fork.sh', ['mallory/mesh', BRANCH, COMMIT])).toEqual({
      status: 0,
      output: '6\n',
    })
    expect(at.calls()[0]?.args.at(-1)).toBe(
      'repos/acme/mesh/pulls?state=open&per_page=100&head=mallory%3Afix%26state%3Dall%2F%C3%BC',
    )
  })

  test.each([[[]], [['b'.repeat(40)]], [[COMMIT, COMMIT]]])('finds none among %j', async (shas) => {
    pulls(...shas)
    expect((await at.run('pull-of-fork.sh', ['mallory/mesh', BRANCH, COMMIT])).status).toBe(1)
  })

  test('leaves out another fork of the same owner, another branch, and a fork that is gone', async () => {
    answer(
      { sha: COMMIT, repo: { full_name: 'mallory/other' } },
      { sha: COMMIT, ref: 'other' },
      { sha: COMMIT, repo: null },
    )
    expect((await at.run('pull-of-fork.sh', ['mallory/mesh', BRANCH, COMMIT])).status).toBe(1)
  })

  test('takes no commit that is none', async () => {
    pulls(COMMIT)
    expect((await at.run('pull-of-fork.sh', ['mallory/mesh', BRANCH, 'HEAD"'])).status).toBe(1)
    expect(at.calls()).toEqual([])
  })
})
