#!/usr/bin/env node
'use strict'
require('./register')
require('./program').run(process.argv)
