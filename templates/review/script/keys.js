// A table is one stop of the Tab key; arrow keys, Home and End move in it, as in any grid.
const MOVES = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }

function roving(table) {
  const first = table.querySelector('.cell')
  if (first) first.tabIndex = 0
  table.addEventListener('focusin', ({ target }) => {
    if (!target.matches('.cell')) return
    for (const each of table.querySelectorAll('.cell[tabindex="0"]')) each.tabIndex = -1
    target.tabIndex = 0
  })
  table.addEventListener('keydown', (event) => {
    const from = event.target.closest('td')
    const to = from && nextCell(table, from, event.key)
    if (!to) return
    event.preventDefault()
    to.focus()
    to.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
}

/** The next cell with something in it, in the direction of a key. */
function nextCell(table, from, key) {
  const row = from.parentElement
  if (key === 'Home') return row.querySelector('.cell')
  if (key === 'End') return [...row.querySelectorAll('.cell')].at(-1)
  const [down, right] = MOVES[key] ?? []
  if (down === undefined) return undefined
  const { rows } = table.tBodies[0]
  let [y, x] = [row.sectionRowIndex + down, from.cellIndex + right]
  for (; y >= 0 && y < rows.length && x > 0 && x < row.cells.length; y += down, x += right) {
    const found = rows[y].cells[x].querySelector('.cell')
    if (found) return found
  }
  return undefined
}
