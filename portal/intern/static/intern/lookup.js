// Finds contacts while somebody types. Without it the form's button does the same. What is
// typed goes in the body of a POST, never into an address.
(function () {
  const form = document.querySelector('[data-lookup]')
  const list = document.getElementById('treffer')
  if (!form || !list || !window.fetch) return
  const field = form.querySelector('input[type=search]')
  let waiting = 0
  let asked = 0

  function ask () {
    const number = ++asked
    const answer = fetch(form.dataset.lookup, { method: 'POST', body: new FormData(form), redirect: 'error' })
    answer
      .then(function (response) { return response.ok ? response.text() : Promise.reject(response) })
      // An older answer may come later than a newer one.
      .then(function (html) {
        if (number !== asked) return
        list.innerHTML = html
        list.querySelectorAll('[data-copy]').forEach(function (button) {
          button.hidden = !navigator.clipboard
        })
      })
      // Logged out, or no network: the form itself says what is wrong.
      .catch(function () { if (number === asked) form.submit() })
  }

  field.addEventListener('input', function () {
    window.clearTimeout(waiting)
    waiting = window.setTimeout(ask, 120)
  })
  // The field has the focus before this file is there: quick fingers are not to be lost.
  if (field.value !== field.defaultValue) ask()
  form.addEventListener('submit', function (event) {
    event.preventDefault()
    window.clearTimeout(waiting)
    ask()
  })
  form.addEventListener('keydown', function (event) {
    const first = list.querySelector('a')
    if (event.key === 'ArrowDown' && first) {
      event.preventDefault()
      first.focus()
    }
  })
})()
