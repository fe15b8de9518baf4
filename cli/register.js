'use strict'
// Runs TypeScript as it is: swc strips the types, nothing is checked; `npm run lint` checks them.
const path = require('node:path')
const root = path.join(__dirname, '..')
require('ts-node').register({ project: path.join(root, 'tsconfig.json'), cwd: root })
// The AWS SDK warns of versions of Node that it will give up; package.json says which versions run what it pins.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true'
