import { error, warning, type Diagnostic } from '../diagnostic'
import type { Check } from './check'

/**
 * Whoever is to be told of a hook that fails must be named. CloudWatch notifies topics of the alarm's own Region alone; one of another account must let it.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export const checkAlarmTopic: Check = ({ mesh: { settings, places } }) => {
  const { hub, hooks } = settings
  if (!hooks) return []
  const [, , , region, account] = hooks.alarmTopic?.split(':') ?? []
  if (region === undefined) {
    const hint = `name an SNS topic that somebody reads: alarmTopic: "arn:aws:sns:${hub.region}:${hub.account}:alarms"`
    return [warning('no-alarm-topic', 'the alarms of the hooks tell nobody', places.meshKey(['hooks']), hint)]
  }
  const at = places.mesh(['hooks', 'alarmTopic'])
  const found: Diagnostic[] = []
  if (region !== hub.region) {
    const hint = `CloudWatch reaches topics of its own Region alone: name one in ${hub.region}`
    found.push(error('alarm-topic', `this topic is in ${region}, and the alarms are in ${hub.region}`, at, hint))
  }
  if (account !== hub.account) {
    const message = `this topic is of the account ${account}, and the alarms are in ${hub.account}`
    const hint = 'its policy must let cloudwatch.amazonaws.com of that account publish'
    found.push(warning('alarm-topic', message, at, hint))
  }
  return found
}
