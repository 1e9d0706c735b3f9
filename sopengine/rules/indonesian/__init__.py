"""Indonesian as the rules of an activity's text need it: verbs, and how a sentence begins."""
