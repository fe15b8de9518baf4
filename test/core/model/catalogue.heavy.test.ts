import { check } from '../../catalogue/check'
import { generated } from '../../catalogue/generated'

test.each(generated.filter((each) => each.isLarge))('$name', ({ files, ...expected }) => check(files(), expected))
