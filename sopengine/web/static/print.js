// Buttons that print the page: without scripts they stay hidden, and the browser's own menu prints.
export function offerPrinting(page) {
  for (const button of page.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}
