// The form pans in its window: it opens on the work that is open now, and a mouse can drag it.
export function openOnCurrent(root) {
  for (const paper of root.querySelectorAll(".paper[data-current]")) {
    const symbol = paper.dataset.current.split(" ").map((task) => paper.querySelector(`[data-symbol="${CSS.escape(task)}"]`)).find(Boolean);
    if (symbol && paper.scrollWidth > paper.clientWidth) {
      const place = symbol.getBoundingClientRect();
      const frame = paper.getBoundingClientRect();
      paper.scrollLeft += place.left - frame.left - (frame.width - place.width) / 2;
      paper.scrollTop += place.top - frame.top - (frame.height - place.height) / 2;
    }
    let from = null;
    paper.addEventListener("pointerdown", (event) => {
      if (event.pointerType === "mouse") from = [event.clientX + paper.scrollLeft, event.clientY + paper.scrollTop];
    });
    paper.addEventListener("pointermove", (event) => {
      if (from) paper.scrollTo(from[0] - event.clientX, from[1] - event.clientY);
    });
    for (const end of ["pointerup", "pointerleave"]) paper.addEventListener(end, () => (from = null));
  }
}
