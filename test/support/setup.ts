import { end } from './at-end'

// Before any file of a suite, so that it is no part of the describe block that asks first.
afterAll(end)
