import { suite } from './suite'

suite('policy')
