import { lab, project, type Environment } from './project'

const at = project({ 'environments/lab.yaml': lab('[READERS]', '[NEW-READERS]') })
const bad = project({ 'environments/lab.yaml': lab('[visits]', '[visit]') })

test.each<[string, number]>([
  ['true', 1],
  ['True', 1],
  ['1', 1],
  ['false', 0],
  ['0', 0],
  ['', 0],
])('CI=%j makes a lock file that is out of date an error: %i', async (CI, status) => {
  expect((await at.trustloom('check', { CI })).status).toBe(status)
})

test.each<[Environment, boolean]>([
  [{}, false],
  [{ CI: 'true' }, false],
  [{ TERM: 'xterm-256color', CI: '1' }, false],
  [{ CI: 'true', FORCE_COLOR: '1' }, true],
  [{ FORCE_COLOR: '0' }, false],
])('what goes to no terminal, under %j, has colours: %s', async (env, colored) => {
  expect((await bad.trustloom('check', env)).stderr.includes('\u001B[')).toBe(colored)
})
