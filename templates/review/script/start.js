// Shows what needs the script, and answers the filters.
function show(isFirst) {
  readFilter()
  const some = filterRows()
  const groups = showMatrix(isFirst)
  const lists = rows.length > 0 ? `${number(some)} of ${count(rows.length, 'row')} in the lists; ` : ''
  document.getElementById('counts').textContent = `${lists}${count(groups, 'row')} in the matrix`
}

fillSelects()
for (const part of document.querySelectorAll('[data-script]')) part.hidden = false
for (const option of document.getElementsByName('view')) {
  option.checked = option.value === view
  option.addEventListener('change', () => {
    view = option.value
    show(false)
  })
}
let waiting
form.addEventListener('input', () => {
  clearTimeout(waiting)
  waiting = setTimeout(() => show(false), 120)
})
form.addEventListener('reset', () => setTimeout(() => show(false)))
form.addEventListener('submit', (event) => event.preventDefault())
show(true)
