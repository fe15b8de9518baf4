import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { diskFolder, type Folder } from '../../core/model/folder'

/** Where Trustloom itself lies. */
export const PROJECT = join(__dirname, '..', '..')

/** Trustloom's version. */
export const VERSION = (JSON.parse(readFileSync(join(PROJECT, 'package.json'), 'utf8')) as { version: string }).version

/** The built-in policy templates. */
export const builtInTemplates = (): Folder => diskFolder(PROJECT, '')
