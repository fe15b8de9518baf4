import { suite } from './suite'

suite('rest')
