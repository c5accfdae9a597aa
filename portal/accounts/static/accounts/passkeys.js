// What allauth's scripts for passkeys leave to the page: to offer them only where the browser
// knows them, and to say so when one has not worked.
(function () {
  document.addEventListener('DOMContentLoaded', function () {
    if (!window.PublicKeyCredential) return
    document.querySelectorAll('[data-passkeys]').forEach(function (part) { part.hidden = false })
  })
  document.addEventListener('allauth.error', function (event) {
    const sentence = document.querySelector('[data-passkey-failed]')
    if (!sentence) return
    event.preventDefault()
    sentence.hidden = false
  })
  document.addEventListener('click', function () {
    const sentence = document.querySelector('[data-passkey-failed]')
    if (sentence) sentence.hidden = true
  }, true)
})()
