import { suite } from '../suites/suite'

suite('aws')
