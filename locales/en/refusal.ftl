# Answers that say no, and the way on.
refusal-refused = This is not possible
refusal-not-found = This page does not exist
refusal-not-found-text = The address may be incomplete, or the page may have moved.
refusal-gone = It is no longer here
refusal-forbidden = This page is not open to you
refusal-forbidden-text = It is for other roles. If you should have access, ask the team that invited you.
refusal-sign-in = Sign in
refusal-sign-in-text = This page needs an open session.
refusal-conflict = Someone was there before you
refusal-forged = The form is no longer valid
refusal-forged-text = Your session has changed since the page was opened. Go back, reload the page and try again: nothing was saved.
refusal-method = This address does not answer that request
refusal-method-text = The page may exist, but it is not used this way.
refusal-unreadable = The request cannot be read
refusal-unreadable-text = What was sent cannot be read. Go back and try again.
refusal-too-large = This is too large
refusal-too-large-text = What was sent is larger than what is accepted. Make it smaller, then try again.
refusal-too-many = Too many requests at once
refusal-too-many-text = { $minutes ->
    [one] Try again in a minute.
   *[other] Try again in { $minutes } minutes.
}
refusal-busy = The site is very busy
refusal-busy-text = Try again in a few seconds: nothing that was saved is lost.
refusal-fault = A fault on our side
refusal-fault-text = It has just been recorded. Try again; if it comes back, give us this number.
refusal-go-home = Back to the home page
refusal-go-events = See the events
refusal-zoom = The zoom is a whole number from 0 to { $most }.
