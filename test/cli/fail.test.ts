import { guard } from '../../cli/lib/fail'

/** What Node throws where the operating system refuses: with a path or without, as where a write runs out of room. */
async function told(fault: object): Promise<string> {
  const lines: string[] = []
  const write = jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  const { exitCode } = process
  await guard(() => {
    throw Object.assign(new Error('a call of the system'), fault)
  })
  expect(process.exitCode).toBe(1)
  process.exitCode = exitCode
  write.mockRestore()
  return lines.join('')
}

test.each<[object, string]>([
  [{ code: 'ENOSPC', syscall: 'write' }, 'error the disk is full\n'],
  [{ code: 'ENOSPC', syscall: 'open', path: 'a/b' }, 'error a/b: the disk is full\n'],
  [{ code: 'EDQUOT', syscall: 'write' }, 'error there is no room left for you on the disk\n'],
  [{ code: 'EIO', syscall: 'read' }, 'error the disk could not be read or written\n'],
  [{ code: 'EMFILE', syscall: 'open', path: 'x' }, 'error x: too many files are open\n'],
  [{ code: 'ENAMETOOLONG', syscall: 'open', path: 'x' }, 'error x: a name that is too long\n'],
  [{ code: 'ESOMETHING', syscall: 'read' }, 'error the system says ESOMETHING\n'],
  [{ code: 'ERR_FS_FILE_TOO_LARGE' }, 'error too large to be read\n'],
  [{ code: 'ERR_STRING_TOO_LONG' }, 'error too large to be read\n'],
])('%j is no fault of Trustloom', async (fault, message) => {
  expect(await told(fault)).toBe(message)
})

test.each([{}, { code: 'ERR_INVALID_ARG_TYPE' }])('%j is one', async (fault) => {
  expect(await told(fault)).toContain('this is a fault of Trustloom')
})
