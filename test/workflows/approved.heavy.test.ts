import {
  at,
  commits,
  expectPassed,
  expectRefused,
  HASTY,
  merged,
  MISTAKEN,
  PASSED,
  prepare,
  run,
  second,
} from './approvals'
import { answersOf } from './github'

prepare()

test.each(PASSED.slice(3))('approved.sh lets pass %s', (_, github) => expectPassed(github()))

test.each([...MISTAKEN, ...HASTY])('approved.sh ends with 4 where %s', (_, reason, github) =>
  expectRefused(github(), reason),
)

test('approved.sh fails where GitHub cannot be asked, or the commits are not there', async () => {
  const all = answersOf({ pulls: [merged(), second({ base: merged().base })], runs: [run()] })
  for (const broken of ['/commits/', '/runs?', '/events?', 'issues/8/events?', '/pulls?state=all', '/jobs?']) {
    at.answer({ name: 'gh', when: broken, stdout: '[]', status: 1 }, ...all)
    const { status } = await at.run('approved.sh', [commits.base, commits.merge, 'review.json'], {
      GITHUB_REF_NAME: 'main',
    })
    expect([broken, [0, 4].includes(status)]).toEqual([broken, false])
  }
  const gone = await at.run('approved.sh', ['0'.repeat(40), commits.merge, 'review.json'], { GITHUB_REF_NAME: 'main' })
  expect([0, 4]).not.toContain(gone.status)
})
