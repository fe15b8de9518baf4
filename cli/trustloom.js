#!/usr/bin/env node
console.log("tl", process.argv.slice(2))
