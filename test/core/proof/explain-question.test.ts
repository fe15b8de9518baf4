import { QuestionFault, readQuestion, type Asked } from '../../../core/proof/explain'
import { meshOf, smallMesh } from '../../support/mesh'
import { FILES } from './small'

const mesh = meshOf(smallMesh(FILES))
const fault = (asked: Asked): string[] => {
  try {
    readQuestion(asked, mesh)
    return []
  } catch (cause) {
    if (!(cause instanceof QuestionFault)) throw cause
    return [cause.message, ...(cause.hint === undefined ? [] : [cause.hint])]
  }
}

describe('what is not there is wrong usage:', () => {
  const shape = '--dataset is ENV/DATASET or ENV/DATASET.TABLE, not'
  const write = 'write it as clinical-prod/trials or clinical-prod/trials.visits'
  test.each<[Asked, ...string[]]>([
    [{ group: ' ' }, '--group names no group'],
    [{ group: 'X', service: 'notebook' }, 'there is no service notebook', 'did you mean notebooks?'],
    [{ group: 'X', dataset: 'trials' }, `${shape} trials`, write],
    [{ group: 'X', dataset: 'lab/' }, `${shape} lab/`, write],
    [{ group: 'X', dataset: 'lab/trials.' }, `${shape} lab/trials.`, write],
    [{ group: 'X', dataset: 'lab/a/b' }, `${shape} lab/a/b`, write],
    [{ group: 'X', dataset: '' }, `${shape} `, write],
    [{ group: 'X', dataset: 'lba/trials' }, 'there is no environment lba', 'did you mean lab?'],
    [{ group: 'X', dataset: 'constructor/trials' }, 'there is no environment constructor', 'known: lab, shut'],
    [{ group: 'X', dataset: 'lab/trails' }, 'lab has no dataset trails', 'did you mean trials?'],
    [{ group: 'X', dataset: 'lab/constructor' }, 'lab has no dataset constructor', 'known: home, rooms, sites, trials'],
    [{ group: 'X', dataset: 'lab/trials.visit' }, 'trials has no table visit', 'did you mean visits?'],
    [
      { group: 'X', dataset: 'lab/trials.visits', column: 'yaer' },
      'the table visits has no column yaer',
      'did you mean year?',
    ],
    [{ group: 'X', column: 'year' }, '--column needs --dataset ENV/DATASET.TABLE'],
    [
      { group: 'X', dataset: 'lab/trials', column: 'year' },
      '--column is a column of a table',
      'name the table, too: --dataset lab/trials.TABLE',
    ],
    [{ group: 'X', dataset: 'shut/home' }, 'shut has no home storage'],
    [{ group: 'X', dataset: 'lab/home.x' }, 'home storage has no tables'],
  ])('%j', (asked, ...expected) => {
    expect(fault(asked)).toEqual(expected)
  })
})

test('a group may be unknown: that is an answer', () => {
  expect(readQuestion({ group: 'e\u0301' }, mesh).group).toBe('\u00E9')
})
