import { suite } from './suite'

suite('cli')
