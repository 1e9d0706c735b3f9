// Tells how many boxes of a checklist are ticked.
export function countChecks(root) {
  for (const told of root.querySelectorAll("[data-count-of]")) {
    const boxes = [...told.closest("fieldset").querySelectorAll("input[type=checkbox]")];
    const tell = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      told.textContent = told.dataset.countOf.replace("{checked}", ticked).replace("{all}", boxes.length);
    };
    boxes.forEach((box) => box.addEventListener("change", tell));
    tell();
  }
}
