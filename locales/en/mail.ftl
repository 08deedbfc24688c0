# The letters.
mail-hello = Hello,
mail-sign-in-subject = Come in with this link
mail-sign-in-lead = Here is the link you asked for:
mail-sign-in-go = Enter the site
mail-sign-in-once = It works once, for { $minutes } minutes.
mail-sign-in-why = You did not ask for it? Leave this letter: without the link, nobody comes in.
