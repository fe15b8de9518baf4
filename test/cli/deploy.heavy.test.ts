import { CDKTF, deploy } from './deploy'

test('applies the hub together with what is named', () => {
  expect(deploy(0, 'hub', 'clinical-prod').stdout).toBe(`${CDKTF} hub clinical-prod\n`)
})

test('ends as the CDKTF CLI ends, and with 1 where no stack is named', () => {
  expect(deploy(3, 'hub').status).toBe(3)
  expect(deploy(0).status).toBe(1)
})
