import { review } from '../../../core/review/review'
import type { Review } from '../../../core/review/types'
import type { Pair } from '../../review/pair'
import { PAIRS } from '../../review/pairs'
import { sideOf } from '../../review/sides'
import { some } from '../../support/scale'

const FORMS = ['mesh', 'synth'] as const

function pairOf(name: string): Pair {
  const found = PAIRS.find((each) => each.name === name)
  if (!found) throw new Error(`there is no pair ${name}`)
  return found
}

function reviewed(name: string, form: (typeof FORMS)[number]): Review {
  const { before, after } = pairOf(name)
  return review(sideOf(before)[form], sideOf(after)[form]).review
}

describe.each(FORMS)('a review of a %s', (form) => {
  test.each(
    some([
      'the groups of a persona are listed in another order',
      'permissions are spelt in another way',
      'an approval is noted',
      'a limit on columns is said the other way round',
      'a limit on rows has blanks around it',
      'a dataset is described',
    ]),
  )('has nothing to say where %s', (name) => {
    const { risk, findings, approvals, environments } = reviewed(name, form)
    expect({ risk, findings, approvals }).toEqual({ risk: 'none', findings: [], approvals: [] })
    expect(environments.filter((each) => each.changed)).toEqual([])
  })

  test.each([
    ['a column is added to a table of which some columns are shared', 'email'],
    ['a table is partitioned', 'month'],
  ])('tells a column that comes to sensitive data, which others read without a limit: %s', (name, column) => {
    const { risk, findings } = reviewed(name, form)
    expect([risk, findings.map((each) => `${each.rule}: ${each.message}`)]).toEqual([
      'medium',
      [
        `columns-added: the table lab_trials.subjects has the further columns ${column}, and is read without a limit on columns`,
      ],
    ])
  })

  test('tells tags of everything, since roles have them, too', () => {
    expect(reviewed('everything is tagged', form).findings.map((each) => `${each.rule}: ${each.message}`)).toContain(
      'policy-widened: provider.aws has another default_tags than before',
    )
  })

  test('counts what decides nothing', () => {
    expect(reviewed('a certificate of a service is rotated', form).folded.metadata).toBe(1)
    expect(reviewed('a dataset is described', form).folded.descriptions).toBeGreaterThan(0)
  })

  test.each(
    some([
      ['a table is removed', 'data-destroyed', 'critical'],
      ['a dataset is removed', 'data-destroyed', 'critical'],
      ['an environment has another Lake Formation administrator', 'administrator-changed', 'high'],
      ['a persona may do more in the account, and nothing more with data', 'policy-widened', 'high'],
      ['a share that wrote reads only', 're-granted', 'low'],
      ['a service has one more client', 'trust-changed', 'high'],
      ['a service has another issuer', 'provider-replaced', 'high'],
      ['a certificate of a service is rotated', 'certificate-added', 'high'],
      ['a dataset has another owner', 'owner-changed', 'high'],
      ['a dataset is classified higher', 'classification-changed', 'high'],
    ]),
  )('finds where %s: %s', (name, rule, risk) => {
    const found = reviewed(name, form)
    expect(found.findings.map((each) => each.rule)).toContain(rule)
    expect(found.risk).toBe(risk)
  })

  test.each(
    some([
      'a share is limited to all columns but one',
      'a share is limited to some rows',
      'a dataset is removed',
      'departments write their folders',
      'a service has another name',
    ]),
  )('tells by paths alone what policies change where %s', (name) => {
    const rules = reviewed(name, form).findings.map((each) => each.rule)
    expect(rules.filter((each) => /^policy-|^hooks-/.test(each))).toEqual([])
  })

  test.each([
    ['a group is added to a persona', ['new-group', 'sensitive']],
    ['a second SAML provider is trusted', ['new-provider']],
    ['a share may insert', ['write-gained']],
  ])('rates as high where %s: %s', (name, reasons) => {
    const high = reviewed(name, form).gained.filter((each) => each.risk === 'high')
    expect(high.length).toBeGreaterThan(0)
    for (const each of high)
      expect(each.reasons.some((reason) => reasons.some((word) => reason.includes(word)))).toBe(true)
  })
})

describe.each(FORMS)('one group and one service more, INSERT added, and files of a further table, in a %s', (form) => {
  const found = (): Review =>
    reviewed('one group and one service more, INSERT added, and files of a further table', form)
  const gained = (table: string, permission: string): string[] =>
    found()
      .gained.filter(({ path }) => path.table === table && path.permission === permission)
      .map(({ path }) => `${path.group} through ${path.service}`)
      .sort()

  test('are three new ways in', () => {
    expect(gained('orders', 'SELECT')).toEqual([
      'ANALYSTS through databricks',
      'ANALYSTS through notebooks',
      'CORE through notebooks',
    ])
  })

  test('let both groups write, through both services', () => {
    expect(gained('orders', 'INSERT')).toEqual([
      'ANALYSTS through databricks',
      'ANALYSTS through notebooks',
      'CORE through databricks',
      'CORE through notebooks',
    ])
  })

  test('revoke for a moment what the first group keeps', () => {
    expect(found().regranted).toMatchObject([
      {
        role: 'acme-lab-reader',
        groups: ['CORE'],
        services: ['databricks'],
        dataset: 'sales',
        table: 'orders',
        permissions: ['DESCRIBE', 'SELECT'],
      },
    ])
  })
})
