import { suite } from './suite'

suite('hooks')
