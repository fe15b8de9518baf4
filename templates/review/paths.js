const PATHS = 200
const SIGN_WORDS = { gained: '+ gained', lost: '− lost', changed: '± changed', kept: 'kept' }

const columnsText = (columns) =>
  columns === null ? 'all columns' : `columns ${columns.map(text).join(', ') || 'none'}`
const factTexts = ([columns, rows, grantable, expires, sessionHours]) => [
  columnsText(columns),
  rows === null ? 'all rows' : `rows where ${text(rows)}`,
  grantable ? 'may grant it on' : '',
  expires === null ? '' : `until ${text(expires)}`,
  `sessions of ${sessionHours} h`,
]

/** What is seen, and what of it is new: `all rows → rows where …`. */
function limitsOf({ before, after }) {
  const facts = data.facts[after < 0 ? before : after]
  const now = factTexts(facts)
  if (before < 0 || after < 0 || before === after) return now.filter((each) => each !== '')
  const was = factTexts(data.facts[before])
  return now
    .map((each, index) => (each === was[index] ? each : `${was[index] || 'not so'} → ${each || 'no longer so'}`))
    .filter((each) => each !== '')
}

function pathNode(path) {
  const risk = data.risks[path.risk]
  const reasons = path.why.map((id) => element('li', {}, element('code', {}, id), ` ${data.reasons[id]}`))
  return element(
    'tr',
    {},
    element('td', {}, element('span', { class: `ability ${path.direction}` }, SIGN_WORDS[path.direction])),
    element('th', { scope: 'row' }, path.permission),
    element('td', {}, path.resource),
    element('td', {}, ...[...limitsOf(path), path.note].filter(Boolean).map((each) => element('div', {}, each))),
    element('td', {}, path.service || '–'),
    element('td', {}, element('code', {}, path.role)),
    element(
      'td',
      {},
      ...[path.source, path.address].filter(Boolean).map((each) => element('div', {}, element('code', {}, each))),
    ),
    element(
      'td',
      {},
      ...(path.direction === 'kept' ? ['–'] : [element('span', { class: `risk ${risk}` }, risk)]),
      ...(reasons.length > 0 ? [element('ul', { class: 'reasons' }, ...reasons)] : []),
    ),
  )
}

/** Opens the paths behind a cell, the riskiest first. */
function openPaths(cell) {
  const { row, column } = cell
  const order = (path) => `${path.direction === 'kept' ? 1 : 0}${9 - path.risk}`
  const sorted = [...cell.paths].sort(
    (a, b) =>
      compare(order(a), order(b)) ||
      compare(a.resource, b.resource) ||
      compare(a.permission, b.permission) ||
      compare(a.service, b.service),
  )
  byId('paths-title').textContent =
    `${row.name} → ${column.name} in ${text(data.environments[column.environment].name)}`
  byId('paths-count').textContent = count(sorted.length, 'path')
  const heads = ['Change', 'Permission', 'Resource', 'Columns and rows', 'Service', 'Role', 'Source', 'Risk']
  const body = element('tbody', {})
  const head = element('tr', {}, ...heads.map((each) => element('th', { scope: 'col' }, each)))
  byId('paths-list').replaceChildren(element('table', {}, element('thead', {}, head), body))
  const more = () => {
    body.append(...sorted.slice(body.rows.length, body.rows.length + PATHS).map(pathNode))
    showMore('more-paths', sorted.length - body.rows.length, 'more path')
  }
  byId('more-paths').onclick = more
  more()
  byId('paths').showModal()
  byId('paths-list').scrollTop = 0
}
