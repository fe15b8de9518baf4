'use strict'
const path = require('node:path')
require('ts-node').register({ project: path.join(__dirname, '..', 'tsconfig.json') })
