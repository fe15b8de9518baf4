import { synth } from './cli/synth'

void synth(process.argv)
