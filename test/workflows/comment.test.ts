import { workplace } from './scripts'
import type { Answer } from './stub'

const TEXT = '<!-- trustloom {"digest":"sha256:1"} -->\n### Access changes\n\n| `$(touch pwned)` | "; exit 1 |\n'
const MARK = '<!-- trustloom-comment:review -->'
const comment = (id: number, login: string, body: string): object => ({ id, user: { login, type: 'Bot' }, body })
const ours = (id: number, body = `${MARK}<!-- trustloom old -->`): object => comment(id, 'github-actions[bot]', body)
const listed = (...pages: object[][]): Answer => ({
  name: 'gh',
  when: '--paginate',
  stdout: pages.map((page) => JSON.stringify(page)).join('\n'),
})
const taken: Answer = { name: 'gh', when: '--input', stdout: '{}' }
const env = { GH_TOKEN: 'secret-token' }
const at = workplace('gh')
const file = at.write('review.md', TEXT)

const changes = (): [string, unknown][] =>
  at
    .calls()
    .filter(({ args }) => args.includes('--input'))
    .map(({ args, files }) => [args.slice(1, 4).join(' '), JSON.parse(files[0]!)])

describe('comment.sh', () => {
  test('makes a comment of the whole file, with the marker on its first line', async () => {
    at.answer(listed([]), taken)
    expect(await at.run('comment.sh', [file, '7', 'review'], env)).toEqual({ status: 0, output: '' })
    expect(changes()).toEqual([['--method POST repos/acme/mesh/issues/7/comments', { body: MARK + TEXT }]])
    expect(at.has('pwned')).toBe(false)
  })

  test('updates our comment, wherever among the pages it is, and no other', async () => {
    const strangers = [
      comment(1, 'mallory', `${MARK} mine`),
      ours(2, `see ${MARK}`),
      ours(3, '<!-- trustloom-comment:plan-x -->'),
    ]
    at.answer(listed(strangers, [ours(4), ours(5)]), taken)
    expect((await at.run('comment.sh', [file, '7', 'review'], env)).status).toBe(0)
    expect(changes()).toEqual([['--method PATCH repos/acme/mesh/issues/comments/4', { body: MARK + TEXT }]])
  })

  test('writes nothing where nothing is new, whatever GitHub made of the ends of lines', async () => {
    at.answer(listed([ours(4, (MARK + TEXT).replaceAll('\n', '\r\n').trimEnd())]), taken)
    expect((await at.run('comment.sh', [file, '7', 'review'], env)).status).toBe(0)
    expect(changes()).toEqual([])
  })

  test('makes none where only an older one is to be updated', async () => {
    at.answer(listed([]), taken)
    expect((await at.run('comment.sh', [file, '7', 'review'], { ...env, ONLY_UPDATE: 'true' })).status).toBe(0)
    expect(changes()).toEqual([])
    at.answer(listed([ours(4)]), taken)
    await at.run('comment.sh', [file, '7', 'review'], { ...env, ONLY_UPDATE: 'true' })
    expect(changes()).toHaveLength(1)
  })

  test('fails where a text is too long, the list cannot be read, or the comment is refused', async () => {
    at.answer(listed([]), taken)
    const large = at.write('large.md', 'x'.repeat(65_600))
    expect((await at.run('comment.sh', [large, '7', 'review'], env)).output).toContain('too long')
    expect(changes()).toEqual([])
    at.answer({ ...listed([]), status: 1 }, taken)
    expect((await at.run('comment.sh', [file, '7', 'review'], env)).status).not.toBe(0)
    expect(changes()).toEqual([])
    at.answer(listed([]), { ...taken, status: 1 })
    expect((await at.run('comment.sh', [file, '7', 'review'], env)).status).not.toBe(0)
  })

  test('passes 60,000 characters of four bytes through files alone', async () => {
    const text = '𝛂'.repeat(60_000)
    at.answer(listed([]), taken)
    expect((await at.run('comment.sh', [at.write('large.md', text), '7', 'review'], env)).status).toBe(0)
    // Not compared by the test's own words, which would print both.
    expect(changes().map(([, body]) => JSON.stringify(body) === JSON.stringify({ body: MARK + text }))).toEqual([true])
    expect(
      at
        .calls()
        .flatMap(({ args }) => args)
        .join('').length,
    ).toBeLessThan(1_000)
  })

  test.each([
    ['7; touch pwned', 'review'],
    ['../8', 'review'],
    ['0', 'review'],
    ['7', 'review --> x'],
    ['7', '$(touch pwned)'],
  ])('asks nobody about pull request %j and key %j', async (pull, key) => {
    at.answer(listed([]), taken)
    expect((await at.run('comment.sh', [file, pull, key], env)).output).toContain('usage')
    expect([at.calls(), at.has('pwned')]).toEqual([[], false])
  })
})

describe('comment-plans.sh', () => {
  test('makes one comment for each environment that was planned', async () => {
    at.answer(listed([]), taken)
    at.write('plans/plan-a-prod/review.md', 'of a')
    at.write('plans/plan-b/review.md', 'of b')
    at.write('plans/plan-stranger/review.md', 'not asked for')
    const ENVIRONMENTS = '["a-prod","b","without-a-plan","../plan-stranger","$(touch pwned)"]'
    expect((await at.run('comment-plans.sh', ['plans', '7'], { ...env, ENVIRONMENTS })).status).toBe(0)
    expect(changes().map(([, body]) => body)).toEqual([
      { body: '<!-- trustloom-comment:plan-a-prod -->of a' },
      { body: '<!-- trustloom-comment:plan-b -->of b' },
    ])
  })
})
