import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { project, succeed, type Project } from './project'

const limited = (at: Project, args: string): ReturnType<typeof spawnSync> =>
  spawnSync(
    'bash',
    ['-c', `ulimit -f 4; exec ${process.execPath} ${join(__dirname, '../../cli/trustloom.js')} ${args}`],
    {
      cwd: at.folder,
      encoding: 'utf8',
    },
  )

test('what the system refuses is told with the file, and nothing is left behind', () => {
  const at = project()
  const before = Object.keys(at.tree())
  const { status, stderr } = limited(at, 'verify')
  expect(status).toBe(1)
  expect(stderr).toMatch(/^error \S*cdktf\.out\/stacks\/\w+\/cdk\.tf\.json: larger than the file system takes$/m)
  expect(Object.keys(at.tree())).toEqual(before)
})

test('where what is printed has no place, the end is no stack trace', async () => {
  const at = project()
  await succeed(at.synth())
  const ran = spawnSync(
    'bash',
    ['-c', `${process.execPath} ${join(__dirname, '../../cli/trustloom.js')} verify --json > /dev/full`],
    {
      cwd: at.folder,
      encoding: 'utf8',
    },
  )
  expect(ran.stderr).toBe('error what this command prints could not be written: the disk is full\n')
  expect(ran.status).toBe(1)
})
