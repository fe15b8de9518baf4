import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PROJECT } from '../../support/mesh'

/** The environment that is disturbed. */
export const lab = readFileSync(join(PROJECT, 'test', 'fixtures', 'lab.yaml'), 'utf8')
