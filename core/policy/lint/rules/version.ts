import type { LintRule } from '../types'

export const version: LintRule = {
  id: 'version',
  severity: 'error',
  what: 'A Version other than 2012-10-17.',
  reason: "Under 2008-10-17, policy variables are plain text: a folder named by a session tag is nobody's folder.",
  see: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html',
  check: ({ document: { Version: found } }) =>
    found === '2012-10-17'
      ? []
      : [
          {
            statement: null,
            message: `the Version is ${JSON.stringify(found)}, under which policy variables are plain text`,
            hint: 'write "Version": "2012-10-17"',
          },
        ],
}
