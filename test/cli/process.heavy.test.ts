import { project, succeed } from './project'

const at = project()
const COLOURED = /\u001B\[\d+m/

describe('a process of its own', () => {
  test('ends with 0 where all is well, and with 1 where something is wrong', async () => {
    await succeed(at.process.trustloom('check'))
    const broken = project({ 'environments/lab.yaml': 'domain: x' })
    const { status, stderr } = await broken.process.trustloom('check')
    expect(status).toBe(1)
    expect(stderr).not.toMatch(/^ +at /m)
    expect((await broken.process.synth()).status).toBe(1)
  })

  test.each<[string, Readonly<Record<string, string>>, boolean]>([
    ['is coloured where that is asked for', { FORCE_COLOR: '1' }, true],
    ['is not coloured where it is no terminal', {}, false],
    ['is not coloured where that is asked for', { NO_COLOR: '1' }, false],
  ])('%s', async (_, env, isColoured) => {
    const broken = project({ 'environments/lab.yaml': 'domain: x' })
    const { stdout, stderr } = await broken.process.trustloom('check', env)
    expect(COLOURED.test(stdout + stderr)).toBe(isColoured)
  })
})
