import { synth } from './cli/synth'

synth(process.argv)
