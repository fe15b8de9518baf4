import { suite } from '../suites/suite'

suite('terraform')
