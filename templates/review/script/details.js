// The paths behind a cell, in a dialog: folded by service, since a role is the same through each.
const dialog = document.getElementById('paths')
const MOST = 500

document.getElementById('close').addEventListener('click', () => dialog.close())
dialog.addEventListener('click', (event) => {
  if (event.target === dialog) dialog.close()
})

function showPaths(cell, view) {
  const shown = foldServices(
    cell.filter((path) => (view === 'changes' ? path.direction !== 'same' : path[view] !== -1)),
  )
  const [{ group, dataset, environment }] = cell
  document.getElementById('paths-title').textContent =
    `${text(group)} → ${text(dataset)} in ${text(data.environments[environment].name)}`
  const titles = ['What', 'On', 'With', 'Through and with the role', 'Why', 'Said by']
  const head = element('tr', {}, ...titles.map((title) => element('th', { scope: 'col' }, title)))
  const body = element('tbody', {}, ...shown.slice(0, MOST).map((row) => pathRow(row, view)))
  const left = shown.length - MOST
  const parts = [element('table', { class: 'lines' }, element('thead', {}, head), body)]
  if (left > 0) parts.push(element('p', { class: 'more' }, `${number(left)} further rows: filter to see them`))
  document.getElementById('paths-body').replaceChildren(...parts)
  dialog.showModal()
}

function foldServices(cell) {
  const folds = new Map()
  for (const path of cell) {
    const { role, resource, permission, before, after, risk, why, source, address } = path
    const key = [role, resource, permission, before, after, risk, why, source, address].join()
    const known = folds.get(key)
    if (known) known.services.push(path.service)
    else folds.set(key, { ...path, services: [path.service] })
  }
  return [...folds.values()].sort(
    (a, b) => b.risk - a.risk || compareText(text(a.resource), text(b.resource)) || a.permission - b.permission,
  )
}

function pathRow(row, view) {
  const permission = text(data.permissions[row.permission][0])
  const change = view === 'changes' ? row.direction : 'same'
  const what = element('th', { scope: 'row', class: 'nowrap' })
  if (change !== 'same') what.append(element('span', { class: `sign ${change}` }, SIGNS[change]))
  what.append(element('span', { class: 'permissions' }, permission))
  if (change !== 'same') what.append(element('div', { class: change }, change))
  const services = row.services.map(text).filter((each) => each !== '')
  const said = [row.source, row.address].filter((each) => each !== -1)
  const why = element('td')
  if (change !== 'same' && row.risk > 0) why.append(riskBadge(row.risk))
  for (const reason of data.why[row.why]) {
    if (change !== 'same') why.append(element('div', { title: data.reasons[reason] }, data.reasons[reason]))
  }
  return element(
    'tr',
    {},
    what,
    element('td', { class: 'name' }, text(row.resource)),
    factsCell(row, view),
    element(
      'td',
      {},
      element('div', { class: 'name' }, services.join(', ') || '–'),
      element('div', { class: 'name was' }, text(row.role)),
    ),
    why,
    element('td', {}, ...said.map((each) => element('div', { class: 'place' }, text(each)))),
  )
}

function factsCell({ before, after, direction }, view) {
  const cell = element('td', { class: 'name' })
  const side = view === 'changes' ? (after === -1 ? before : after) : view === 'before' ? before : after
  if (view === 'changes' && direction === 'changed') {
    cell.append(element('div', { class: 'was' }, `before: ${factsText(data.facts[before])}`))
    cell.append(element('div', {}, `after: ${factsText(data.facts[after])}`))
  } else cell.append(factsText(data.facts[side]))
  return cell
}

function factsText([columns, rowFilter, grantable, expires, hours]) {
  return [
    columns === null
      ? 'all columns'
      : columns.length === 0
        ? 'no columns'
        : `only columns ${columns.map(text).join(', ')}`,
    rowFilter === null ? 'all rows' : `only rows where ${text(rowFilter)}`,
    grantable === 1 ? 'may grant it on' : '',
    expires === null ? '' : `until ${text(expires)}`,
    `sessions of ${hours} h`,
  ]
    .filter((each) => each !== '')
    .join('; ')
}
