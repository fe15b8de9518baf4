import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { workplace } from './scripts'

const at = workplace('gh')
const COMMIT = 'a'.repeat(40)

describe('stranger.sh', () => {
  const accept = async (text: string): Promise<string | undefined> => {
    at.write('stranger/review.md', text)
    at.write('accepted.md', 'untouched')
    const { status } = await at.run('stranger.sh', ['stranger', 'accepted.md'])
    return status === 0 ? at.read('accepted.md') : undefined
  }

  test('says whose word it is, notifies nobody, and keeps the rest', async () => {
    const text = await accept(
      '<!-- trustloom {"digest":"sha256:1"} -->\n### Access\n\n@acme/owners `@x` &#64;y &#x040;z &commat;q &#60; $(id) 💥\n',
    )
    expect(text?.split('\n')).toEqual([
      '<!-- trustloom {"digest":"sha256:1"} -->',
      expect.stringContaining('code of a fork'),
      '',
      '### Access',
      '',
      '@\u2060acme/owners `@\u2060x` @\u2060y @\u2060z @\u2060q &#60; $(id) 💥',
      '',
    ])
  })

  test.each([
    ['nothing', ''],
    ['another text', '### Access changes\n<!-- trustloom -->'],
    ['a marker that never ends', '<!-- trustloom\n-->'],
    ['our own marker for another comment', `<!-- other -->`],
    ['too many characters', `<!-- trustloom -->${'x'.repeat(62_000)}`],
    ['too many bytes', `<!-- trustloom -->${'𝛂'.repeat(66_000)}`],
    ['control characters', '<!-- trustloom -->\n\u001b[31m'],
  ])('refuses %s', async (_, text) => {
    expect(await accept(text)).toBeUndefined()
  })

  test('refuses a link to a file of the runner', async () => {
    at.write('secret', '<!-- trustloom -->\nsecret')
    at.write('linked/x', '')
    symlinkSync(join(at.folder, 'secret'), join(at.folder, 'linked/review.md'))
    const { status, output } = await at.run('stranger.sh', ['linked', 'leaked.md'])
    expect([status, output, at.has('leaked.md')]).toEqual([1, expect.stringContaining('no file'), false])
  })
})

describe('pull-of-fork.sh', () => {
  const pulls = (...shas: string[]): void =>
    at.answer({
      name: 'gh',
      when: '/pulls?',
      stdout: JSON.stringify(shas.map((sha, at) => ({ number: at + 5, head: { sha } }))),
    })

  test('finds the pull request that ends with the commit', async () => {
    pulls('b'.repeat(40), COMMIT)
    expect(await at.run('pull-of-fork.sh', ['mallory', 'fix&state=all/ü', COMMIT])).toEqual({
      status: 0,
      output: '6\n',
    })
    expect(at.calls()[0]?.args.at(-1)).toBe(
      'repos/acme/mesh/pulls?state=open&per_page=100&head=mallory%3Afix%26state%3Dall%2F%C3%BC',
    )
  })

  test.each([[[]], [['b'.repeat(40)]], [[COMMIT, COMMIT]]])('finds none among %j', async (shas) => {
    pulls(...shas)
    expect((await at.run('pull-of-fork.sh', ['mallory', 'fix', COMMIT])).status).toBe(1)
  })

  test('takes no commit that is none', async () => {
    pulls(COMMIT)
    expect((await at.run('pull-of-fork.sh', ['mallory', 'fix', 'HEAD"'])).status).toBe(1)
    expect(at.calls()).toEqual([])
  })
})
