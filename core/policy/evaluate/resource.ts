import type { OneOrMany } from '../document'
import type { ResourcePattern } from './arn'
import { resourcePattern } from './arn'
import { remember } from './memo'
import { texts } from './values'

const literal = remember((value) => resourcePattern(value, false))
const expanding = remember((value) => resourcePattern(value, true))

/** Whether one of the values of `Resource` or `NotResource` covers the resource. */
export function readResources(field: string, resources: OneOrMany, expands: boolean): ResourcePattern {
  const patterns = texts(field, resources).map(expands ? expanding : literal)
  return (resource, lookup) => patterns.some((pattern) => pattern(resource, lookup))
}
