// On a phone, what is open for wide screens begins folded.
export function foldOnPhones(root) {
  if (window.matchMedia("(min-width: 1040px)").matches) return;
  root.querySelectorAll("details[data-folds]").forEach((part) => part.removeAttribute("open"));
}
