import { suite } from './suite'

suite('proof')
