'use strict'
// Runs TypeScript as it is: swc strips the types, nothing is checked; `npm run lint` checks them.
const path = require('node:path')
const root = path.join(__dirname, '..')
require('ts-node').register({ project: path.join(root, 'tsconfig.json'), cwd: root })
