import { GROUP_TAG, groupTagValue } from '../../../../model/codes'
import { misspellings } from '../misspellings'
import { NOBODY } from '../opens'
import { rightAttempt, type Refusal, type Way } from './way'

export function groupFaults(way: Way): Refusal[] {
  const { code, own } = way
  const value = groupTagValue([code])
  const swapped = [...code]
    .map((each) => (each === each.toLowerCase() ? each.toUpperCase() : each.toLowerCase()))
    .join('')
  const crowd = `.${NOBODY.join('.')}.`
  const odd = [
    '',
    '.',
    '..',
    code,
    `.${code}`,
    `${code}.`,
    '*',
    '.*.',
    '????',
    'x'.repeat(256),
    code.repeat(64),
    `.${swapped}.`,
    crowd,
  ]
  const wrong = [...odd, ...misspellings(value)].filter((each) => ![...own].some((mine) => each.includes(`.${mine}.`)))
  const { tags: _, ...untagged } = rightAttempt(way)
  return [
    { fault: 'without session tags', attempt: untagged },
    { fault: `without the session tag ${GROUP_TAG}`, attempt: { ...untagged, tags: { [`${GROUP_TAG}0`]: value } } },
    ...[...new Set(wrong)].map((each) => ({
      fault: `with the ${GROUP_TAG} ${JSON.stringify(each)}`,
      attempt: rightAttempt(way, each),
    })),
  ]
}
