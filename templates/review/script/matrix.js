// The matrix: a table an environment, of groups and datasets, made when it is opened.
const tables = document.getElementById('tables')
/** How many rows a table has at first, and how many more are added at a time. */
const ROWS = 150
/** How many environments with something to show are open at first. */
const OPEN = 3

const changing = (path) => path.direction !== 'same'
let view = paths.some(changing) ? 'changes' : 'after'

const isShown = (path) => (view === 'changes' ? changing(path) : path[view] !== -1) && pathAnswers(path)

/** Makes all tables anew; those stay open that were. Returns how many groups have something to show. */
function showMatrix(isFirst) {
  const open = new Set([...tables.querySelectorAll('details[open]')].map((each) => each.dataset.environment))
  const shown = new Map(data.environments.map((_, index) => [index, []]))
  for (const path of paths) if (isShown(path)) shown.get(path.environment).push(path)
  const made = [...shown]
    .filter(([, some]) => some.length > 0)
    .sort(([a], [b]) => byRisk(data.environments[a], data.environments[b]))
    .map(([index, some], place) => environmentTable(index, some, isFirst ? place < OPEN : open.has(String(index))))
  const nothing = element('p', { class: 'note' }, 'No path answers the filters.')
  tables.replaceChildren(...(made.length > 0 ? made : [nothing]))
  return [...shown.values()].reduce((sum, some) => sum + new Set(some.map(({ group }) => group)).size, 0)
}

const byRisk = (a, b) => b.risk - a.risk || compareText(text(a.name), text(b.name))

function environmentTable(index, some, isOpen) {
  const { name, account, risk } = data.environments[index]
  const title = element('h3', { class: 'name' }, text(name))
  const summary = element(
    'summary',
    {},
    title,
    riskBadge(risk),
    element('span', { class: 'tally' }, tallyOf(some, account)),
  )
  const details = element('details', { class: 'environment', 'data-environment': index }, summary)
  const fill = () => {
    if (details.open && details.childElementCount === 1) details.append(gridOf(some, `Access in ${text(name)}`))
  }
  details.open = isOpen
  fill()
  details.addEventListener('toggle', fill)
  return details
}

function tallyOf(some, account) {
  const groups = new Set(some.map(({ group }) => group)).size
  const datasets = new Set(some.map(({ dataset }) => dataset)).size
  return `${text(account)} · ${count(groups, 'group')} × ${count(datasets, 'dataset')} · ${count(some.length, 'path')}`
}

function gridOf(some, label) {
  const groups = new Map()
  for (const path of some) {
    if (!groups.has(path.group)) groups.set(path.group, new Map())
    const cells = groups.get(path.group)
    if (cells.has(path.dataset)) cells.get(path.dataset).push(path)
    else cells.set(path.dataset, [path])
  }
  const byText = (a, b) => compareText(text(a), text(b))
  const columns = [...new Set(some.map(({ dataset }) => dataset))].sort(byText)
  const order = [...groups].sort(([a], [b]) => byText(a, b))
  const heads = ['Group', ...columns.map(text)].map((each) => element('th', { scope: 'col', class: 'name' }, each))
  const body = element('tbody')
  const table = element('table', { role: 'grid', 'aria-label': label, 'aria-describedby': 'matrix-help' })
  table.append(element('thead', {}, element('tr', {}, ...heads)), body)
  const scroll = element('div', { class: 'scroll grid', role: 'region', 'aria-label': label, tabindex: '0' }, table)
  const part = element('div', {}, scroll)
  const add = () => {
    const next = order.slice(body.rows.length, body.rows.length + ROWS)
    body.append(...next.map(([group, cells]) => rowOf(group, cells, columns)))
    const left = order.length - body.rows.length
    more.textContent = `Show ${number(Math.min(left, ROWS))} of ${count(left, 'further group')}`
    more.hidden = left === 0
  }
  const more = element('button', { type: 'button', class: 'rows' })
  more.addEventListener('click', add)
  part.append(more)
  add()
  roving(table)
  return part
}

function rowOf(group, cells, columns) {
  const row = element('tr', {}, element('th', { scope: 'row', class: 'name' }, text(group)))
  for (const column of columns) {
    const paths = cells.get(column)
    const button = paths && cellButton(paths, view)
    row.append(element('td', {}, ...(button ? [button] : [])))
  }
  return row
}
