import { suite } from './suite'

suite('model')
