// What a cell of the matrix says of its paths: what somebody may do, or what is different of it.
const WORDS = { gained: 'gains', lost: 'loses', changed: 'has with other limits' }
const SIGNS = { gained: '+', lost: '−', changed: '±' }

const abilityOf = (path) => data.permissions[path.permission][1]

/** Whether the facts let somebody see only some columns or rows. */
const isLimited = ([columns, rowFilter]) => columns !== null || rowFilter !== null

/** A line for each ability on one side, with its marks. */
function stateLines(cell, side) {
  const held = new Map()
  for (const path of cell) {
    if (path[side] === -1) continue
    const facts = data.facts[path[side]]
    const known = held.get(abilityOf(path)) ?? { limited: true, grantable: false }
    held.set(abilityOf(path), {
      limited: known.limited && isLimited(facts),
      grantable: known.grantable || facts[2] === 1,
    })
  }
  return [...held]
    .sort(([a], [b]) => a - b)
    .map(([ability, { limited, grantable }]) => ({
      shown: `${abilities[ability]}${limited ? ' ◐' : ''}${grantable ? ' ⇢' : ''}`,
      said: `${abilities[ability]}${limited ? ', not all columns or rows' : ''}${grantable ? ', may grant it on' : ''}`,
    }))
}

/** A line for each direction. */
function changeLines(cell) {
  return ['gained', 'changed', 'lost'].flatMap((direction) => {
    const some = new Set(cell.filter((path) => path.direction === direction).map(abilityOf))
    if (some.size === 0) return []
    const names = [...some].sort((a, b) => a - b).map((ability) => abilities[ability])
    return [
      { direction, shown: `${SIGNS[direction]} ${names.join(', ')}`, said: `${WORDS[direction]} ${names.join(', ')}` },
    ]
  })
}

const riskOf = (cell) => cell.reduce((highest, path) => Math.max(highest, path.risk), 0)

/** The button of a cell; nothing where there is nothing to show. */
function cellButton(cell, view) {
  const lines = view === 'changes' ? changeLines(cell) : stateLines(cell, view)
  if (lines.length === 0) return undefined
  const risk = view === 'changes' ? riskOf(cell) : 0
  const said = lines.map((line) => line.said).join('; ')
  const label = `${text(cell[0].group)}, ${text(cell[0].dataset)}: ${said}${risk > 0 ? `; risk ${risks[risk]}` : ''}`
  const button = element('button', { type: 'button', class: 'cell', tabindex: '-1', 'aria-label': label })
  button.append(...lines.map((line) => element('span', { class: line.direction }, line.shown)))
  if (risk > 1) button.append(riskBadge(risk))
  button.addEventListener('click', () => showPaths(cell, view))
  return button
}
