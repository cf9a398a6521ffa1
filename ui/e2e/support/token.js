// Prints a hand-off token for Ada, as the demo application's own page gets it: node token.js <url of the application>
const host = process.argv[2]
const form = { method: 'POST', body: new URLSearchParams({ person: 'ada' }), redirect: 'manual' }
const signedIn = await fetch(`${host}/sign-in`, form)
const cookie = signedIn.headers.getSetCookie()[0]?.split(';')[0] ?? ''
const answer = await fetch(`${host}/token`, { method: 'POST', headers: { cookie } })
console.log((await answer.json()).token)
