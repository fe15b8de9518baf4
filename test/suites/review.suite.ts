import { suite } from './suite'

suite('review')
