const ROWS = 100
const COLUMNS = 30
const SIGNS = { gained: '+', lost: '−', changed: '±' }
/** The cell of each button. */
const cells = new WeakMap()

const isIn = { before: (path) => path.before >= 0, after: (path) => path.after >= 0, changes: isChange }
function isChange(path) {
  return path.direction !== 'kept'
}

/** Groups and columns (an environment's dataset), each with its cells and its highest risk. */
function matrixOf(chosen, view) {
  const rows = new Map()
  const columns = new Map()
  const entry = (map, key, make) => {
    const found = map.get(key) ?? { key, risk: 0, ...make() }
    map.set(key, found)
    return found
  }
  for (const path of chosen) {
    if (!isIn[view](path)) continue
    const row = entry(rows, path.group, () => ({ name: text(path.group), cells: new Map() }))
    const column = entry(columns, `${path.environment} ${path.dataset}`, () => ({
      environment: path.environment,
      name: text(path.dataset),
    }))
    const cell = entry(row.cells, column.key, () => ({ row, column, paths: [] }))
    cell.paths.push(path)
    for (const each of [row, column, cell]) each.risk = Math.max(each.risk, path.risk)
  }
  const byRisk = (a, b) => b.risk - a.risk || compare(a.name, b.name) || compare(a.key, b.key)
  return { rows: [...rows.values()].sort(byRisk), columns: [...columns.values()].sort(byRisk) }
}

/** What a cell says: abilities, each with what limits it on some of the data; in the view of changes with the sign of each; names alone only where nothing else is. */
function abilitiesOf(cell, view) {
  const states = view === 'changes' ? ['gained', 'lost', 'changed'] : ['']
  return states.flatMap((state) => {
    const own = cell.paths.filter((path) => state === '' || path.direction === state)
    const some = new Set(own.map((path) => path.ability))
    if (some.size > 1) some.delete(0)
    return [...some]
      .sort((a, b) => a - b)
      .map((ability) => {
        const limits = own
          .filter((path) => path.ability === ability)
          .flatMap((path) => limitsOn(view, path).map(([limit]) => limit))
        return [state, data.abilities[ability], [...new Set(limits)].sort()]
      })
  })
}

function cellNode(cell, view) {
  const { row, column } = cell
  const words = abilitiesOf(cell, view).flatMap(([state, word, limits]) => [
    element('span', { class: `ability ${state}` }, state === '' ? word : `${SIGNS[state]} ${word}`),
    ...limits.map((limit) => element('span', { class: 'limit' }, `some ${limit}`)),
  ])
  const place = `${row.name}, ${column.name} in ${text(data.environments[column.environment].name)}: `
  const risk =
    cell.risk === 0 ? [] : [element('span', { class: `risk ${data.risks[cell.risk]}` }, data.risks[cell.risk])]
  const button = element(
    'button',
    { type: 'button', tabindex: '-1', 'aria-haspopup': 'dialog' },
    element('span', { class: 'unseen' }, place),
    ...words.flatMap((word) => [word, ' ']),
    ...risk,
  )
  cells.set(button, cell)
  return element('td', {}, button)
}

function headNode(columns) {
  const environments = new Map()
  for (const { environment } of columns) environments.set(environment, (environments.get(environment) ?? 0) + 1)
  const top = [...environments].map(([environment, width]) =>
    element('th', { scope: 'colgroup', colspan: String(width) }, text(data.environments[environment].name)),
  )
  return element(
    'thead',
    {},
    element('tr', {}, element('th', { scope: 'col', rowspan: '2' }, 'Group'), ...top),
    element('tr', {}, ...columns.map(({ name }) => element('th', { scope: 'col' }, name))),
  )
}

/**
 * Shows the riskiest groups and columns; buttons bring the others.
 *
 * @param isListed whether a row of the lists fits the filters
 */
function showMatrix({ rows, columns }, view, limits, isListed) {
  const chosen = columns
    .slice(0, limits.columns)
    .sort((a, b) => a.environment - b.environment || compare(a.name, b.name) || compare(a.key, b.key))
  const body = rows
    .slice(0, limits.rows)
    .map((row) =>
      element(
        'tr',
        {},
        element('th', { scope: 'row' }, row.name),
        ...chosen.map(({ key }) => (row.cells.has(key) ? cellNode(row.cells.get(key), view) : element('td', {}))),
      ),
    )
  const table = element('table', {}, headNode(chosen), element('tbody', {}, ...body))
  const empty = element(
    'p',
    { class: 'empty' },
    isListed ? 'No cell of this view: the lists below have what fits.' : 'Nothing fits the filters.',
  )
  byId('grid').replaceChildren(rows.length === 0 ? empty : table)
  byId('grid').querySelector('button')?.setAttribute('tabindex', '0')
  showMore('more-groups', rows.length - limits.rows, 'more group')
  showMore('more-columns', columns.length - limits.columns, 'more column')
}

function showMore(id, left, what) {
  byId(id).hidden = left <= 0
  byId(id).textContent = `Show ${count(Math.max(left, 0), what)}`
}

/** Arrow keys, Home and End go from cell to cell; only the last one stands in the order of Tab. */
function moveInMatrix(event) {
  const button = event.target.closest('button')
  const next = button && nextCell(button, event.key)
  if (!next) return
  event.preventDefault()
  button.setAttribute('tabindex', '-1')
  next.setAttribute('tabindex', '0')
  next.focus()
}

function nextCell(button, key) {
  const cell = button.closest('td')
  const row = cell.parentElement
  const inRow = [...row.querySelectorAll('button')]
  const at = inRow.indexOf(button)
  if (key === 'ArrowRight') return inRow[at + 1]
  if (key === 'ArrowLeft') return inRow[at - 1]
  if (key === 'Home') return inRow[0]
  if (key === 'End') return inRow.at(-1)
  const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[key]
  if (!step) return undefined
  for (let other = row[step]; other; other = other[step]) {
    const found = other.cells[cell.cellIndex]?.querySelector('button')
    if (found) return found
  }
  return row[step]?.querySelector('button')
}
