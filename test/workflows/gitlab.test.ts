import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { parse } from 'yaml'
import { PROJECT } from '../support/mesh'
import { SCRIPTS, workplace } from './scripts'
import type { Answer } from './stub'
import { some } from '../support/scale'

const at = workplace('curl')
const file = at.write('review.md', '<!-- trustloom -->\nwho "reads" `$(id)`\n')
const MARK = '<!-- trustloom-comment:review -->'
const env = {
  CI_API_V4_URL: 'https://gitlab.example.com/api/v4',
  CI_PROJECT_ID: '12',
  CI_MERGE_REQUEST_IID: '7',
  GITLAB_NOTE_TOKEN: 'secret-token',
}
const NOTES = 'https://gitlab.example.com/api/v4/projects/12/merge_requests/7/notes'
const note = (id: number, author: number, body: string): object => ({ id, author: { id: author }, body })
const me: Answer = { name: 'curl', when: '/user', stdout: '{"id":99}' }
const page = (number: number, next: string, ...notes: object[]): Answer => ({
  name: 'curl',
  when: `&page=${number}`,
  stdout: JSON.stringify(notes),
  head: `HTTP/2 200\r\nx-next-page: ${next}\r\n\r\n`,
})
const taken: Answer = { name: 'curl', when: '--request', stdout: '{}' }
const changes = (): unknown[] =>
  at
    .calls()
    .filter(({ args }) => args.includes('--request'))
    .map(({ args, files }) => [args[args.indexOf('--request') + 1], args.at(-1), JSON.parse(files[1]!)])

describe('note-gitlab.sh', () => {
  const body = `${MARK}<!-- trustloom -->\nwho "reads" \`$(id)\`\n`

  test('makes a note, and keeps the token and the text out of all arguments', async () => {
    at.answer(me, page(1, ''), taken)
    expect(await at.run('note-gitlab.sh', [file, 'review'], env)).toEqual({ status: 0, output: '' })
    expect(changes()).toEqual([['POST', NOTES, { body }]])
    const told = at.calls().flatMap(({ args }) => args)
    expect(told.filter((each) => /secret-token|who/.test(each))).toEqual([])
    expect(at.calls().every(({ files }) => files[0] === 'PRIVATE-TOKEN: secret-token\n')).toBe(true)
  })

  test('updates our note on a later page, and no other', async () => {
    at.answer(
      me,
      page(1, '2', note(1, 5, `${MARK} of another`), note(2, 99, `says ${MARK}`)),
      page(2, '', note(3, 99, `${MARK}old`)),
      taken,
    )
    expect((await at.run('note-gitlab.sh', [file, 'review'], env)).status).toBe(0)
    expect(changes()).toEqual([['PUT', `${NOTES}/3`, { body }]])
  })

  test('fails where the notes cannot be read', async () => {
    at.answer(me, { ...page(1, ''), status: 22 }, taken)
    expect((await at.run('note-gitlab.sh', [file, 'review'], env)).status).toBe(22)
    expect(changes()).toEqual([])
  })
})

test('code-quality.sh makes one finding of each result', async () => {
  const result = (level: string, line: number): object => ({
    ruleId: 'new-group',
    level,
    message: { text: 'A "group"' },
    partialFingerprints: { 'accessPath/v1': `f${line}` },
    locations: [
      { physicalLocation: { artifactLocation: { uri: 'environments/a.yaml' }, region: { startLine: line } } },
    ],
  })
  const runs = [
    { results: [result('error', 3)] },
    { results: [result('warning', 4), result('note', 5)] },
    { results: [] },
  ]
  at.write('review.sarif', JSON.stringify({ runs }))
  const { status, output } = await at.run('code-quality.sh', ['review.sarif'])
  expect(status).toBe(0)
  expect(JSON.parse(output)).toEqual(
    ['critical', 'major', 'minor'].map((severity, index) => ({
      description: 'A "group"',
      check_name: 'new-group',
      fingerprint: `f${index + 3}`,
      severity,
      location: { path: 'environments/a.yaml', lines: { begin: index + 3 } },
    })),
  )
})

describe('the examples in docs/ci.md', () => {
  const text = readFileSync(join(PROJECT, 'docs', 'ci.md'), 'utf8')
  const blocks = (language: string): string[] =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(([, block = '']) => block)
  const pipeline = blocks('yaml').find((each) => each.startsWith('# .gitlab-ci.yml')) ?? ''
  const jobs = parse(pipeline) as Record<
    string,
    { script?: string[]; before_script?: string[]; stage?: string; needs?: string[] }
  >

  test('name stages in their order, and needs that are there', () => {
    const stages = (jobs as unknown as { stages: string[] }).stages
    for (const [name, { stage, needs = [] }] of Object.entries(jobs).filter(([, job]) => job.stage !== undefined)) {
      expect([name, stages]).toEqual([name, expect.arrayContaining([stage])])
      for (const need of needs)
        expect(stages.indexOf(jobs[need]?.stage ?? '')).toBeLessThan(stages.indexOf(stage ?? ''))
    }
  })

  test('are shell that bash reads, and scripts that are there', () => {
    const scripts = Object.values(jobs).flatMap(({ script = [], before_script: before = [] }) => [before, script])
    expect(scripts.flat().length).toBeGreaterThan(10)
    for (const script of some([...scripts.map((lines) => lines.join('\n')), ...blocks('sh')])) {
      expect(spawnSync('bash', ['-n', '-c', script], { encoding: 'utf8' }).stderr).toBe('')
      for (const [, name = ''] of script.matchAll(/\.github\/scripts\/([\w-]+\.sh)/g)) {
        expect(() => readFileSync(join(SCRIPTS, name))).not.toThrow()
      }
    }
  })
})
