import { inputsText } from '../../constructs/inputs-text'

const at = { file: 'mesh/lab.yaml', line: 3, column: 5 }

test('where something stands is left out, and nothing else', () => {
  expect(inputsText({ name: 'trials', source: at })).toBe(inputsText({ name: 'trials', source: { ...at, line: 4 } }))
  expect(inputsText({ name: 'trials', source: at })).not.toBe(inputsText({ name: 'genomes', source: at }))
})

test('columns that are called like parts of a place are told apart', () => {
  const columns = { file: 'string', line: 'int', column: 'int' }
  expect(inputsText({ columns })).not.toBe(inputsText({ columns: { ...columns, line: 'string' } }))
})

test('entries of maps and sets are told apart', () => {
  expect(inputsText(new Map([['a', 1]]))).not.toBe(inputsText(new Map([['a', 2]])))
  expect(inputsText(new Set(['a']))).not.toBe(inputsText(new Set(['b'])))
})

test('nobody can tell whether a function is the same', () => {
  expect(() => inputsText({ name: () => 'it' })).toThrow('name of a stack is a function')
})
