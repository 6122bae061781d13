// Loads the page anew when the draft or a template has changed, and comes back when the server does.
const shown = document.documentElement.dataset.version
setInterval(async () => {
  try {
    const answer = await fetch("version")
    if (answer.ok && (await answer.text()) !== shown) location.reload()
  } catch { /* the server is away: ask again */ }
}, 1000)
