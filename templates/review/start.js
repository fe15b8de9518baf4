/** How much of the matrix is shown; a new choice starts anew. */
let limits = { rows: ROWS, columns: COLUMNS }
let matrix = { rows: [], columns: [] }
let isListed = false

const chosenView = () => document.querySelector('input[name="view"]:checked').value

function show() {
  const filters = chosenFilters()
  const chosen = paths.filter((path) => fits(filters, path))
  matrix = matrixOf(chosen, chosenView())
  limits = { rows: ROWS, columns: COLUMNS }
  isListed = filterLists(filters)
  showMatrix(matrix, chosenView(), limits, isListed)
  const inMatrix = matrix.rows.reduce(
    (sum, row) => [...row.cells.values()].reduce((all, cell) => all + cell.paths.length, sum),
    0,
  )
  byId('shown').textContent = `${count(inMatrix, 'path')} of ${count(matrix.rows.length, 'group')} shown`
}

function more(which, step) {
  limits = { ...limits, [which]: limits[which] + step }
  showMatrix(matrix, chosenView(), limits, isListed)
}

function start() {
  for (const node of document.querySelectorAll('.scripted')) node.hidden = false
  fillFilters()
  const view = paths.some(isChange) ? 'changes' : 'after'
  document.querySelector(`input[name="view"][value="${view}"]`).checked = true

  const form = document.querySelector('.filters')
  let waiting = 0
  form.addEventListener('input', () => {
    clearTimeout(waiting)
    waiting = setTimeout(show, 80)
  })
  form.addEventListener('submit', (event) => event.preventDefault())
  // The fields have their first values only after the event.
  form.addEventListener('reset', () => setTimeout(show))
  document.querySelector('.views').addEventListener('change', show)
  byId('more-groups').addEventListener('click', () => more('rows', ROWS))
  byId('more-columns').addEventListener('click', () => more('columns', COLUMNS))
  byId('grid').addEventListener('keydown', moveInMatrix)
  byId('grid').addEventListener('click', (event) => {
    const cell = cells.get(event.target.closest('button'))
    if (cell) openPaths(cell)
  })
  byId('paths-close').addEventListener('click', () => byId('paths').close())
  show()
}

start()
