import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { PROJECT } from '../../support/mesh'

/** The clock of a process is that of its start: `zip.test.ts` says which moment the files have under one. */
describe('a zip', () => {
  test('is the same under every clock', () => {
    const program = `
      require(${JSON.stringify(join(PROJECT, 'cli/register.js'))})
      const { zip } = require(${JSON.stringify(join(PROJECT, 'cli/lib/hooks/zip.ts'))})
      process.stdout.write(Buffer.from(zip({ 'index.js': Buffer.from('1'), 'mesh.json': Buffer.from('{}') })).toString('base64'))`
    const under = (TZ: string): string =>
      execFileSync(process.execPath, ['-e', program], { env: { ...process.env, TZ }, encoding: 'utf8' })
    const [first, ...others] = ['UTC', 'Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Kolkata'].map(under)
    expect(first).toMatch(/^UEsDB/)
    for (const each of others) expect(each).toBe(first)
  })
})
