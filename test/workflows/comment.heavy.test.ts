import { workplace } from './scripts'

const MARK = '<!-- trustloom-comment:review -->'
const at = workplace('gh')

// jq 1.6 takes ten seconds for it.
test('comment.sh passes 60,000 characters of four bytes through files alone', async () => {
  const text = '𝛂'.repeat(60_000)
  const large = at.write('large.md', text)
  at.answer({ name: 'gh', when: '--paginate', stdout: '[]' }, { name: 'gh', when: '--input', stdout: '{}' })
  expect((await at.run('comment.sh', [large, '7', 'review'], { GH_TOKEN: 'secret-token' })).status).toBe(0)
  const calls = at.calls()
  const bodies = calls.filter(({ args }) => args.includes('--input')).map(({ files }) => files[0] ?? '')
  // Not compared by the test's own words, which would print both.
  expect(bodies.map((each) => JSON.stringify(JSON.parse(each)) === JSON.stringify({ body: MARK + text }))).toEqual([
    true,
  ])
  expect(calls.flatMap(({ args }) => args).join('').length).toBeLessThan(1_000)
})
