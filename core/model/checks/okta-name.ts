import { error } from '../diagnostic'
import { OKTA } from '../stack-names'
import { environmentsOf, type Check } from './check'

/** An environment's name is that of its stack, and Okta's stack has a name of its own. */
export const checkOktaName: Check = (context) =>
  context.mesh.settings.okta
    ? environmentsOf(context)
        .filter(({ name }) => name === OKTA)
        .map(({ at }) =>
          error(
            'reserved-name',
            `${OKTA} is the name of the stack that \`okta\` in mesh.yaml renders`,
            at(),
            'choose another',
          ),
        )
    : []
