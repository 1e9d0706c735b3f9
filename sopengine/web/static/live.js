// Asks for the part of a page that others change, and puts it in where it has changed; without this a reload does it.
const EVERY = 20_000;

export function refresh(root, ready) {
  const part = root.querySelector("[data-live]");
  if (!part || !part.dataset.live) return;
  let mark = part.dataset.live;
  const ask = async () => {
    if (root.hidden || isInUse(part)) return true;
    const answer = await fetch(location.href, { headers: { "If-None-Match": mark, "X-Sop-Live": "1" }, cache: "no-store" });
    if (answer.status !== 200) return true; // not changed, or not reachable now
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-live]");
    if (!found) return false; // the session has ended
    if (isInUse(part)) return true;
    mark = found.dataset.live;
    put(part, found, ready);
    return true;
  };
  const again = () =>
    setTimeout(async () => {
      if (await ask().catch(() => true)) again();
    }, EVERY);
  again();
  root.addEventListener("visibilitychange", () => ask().catch(() => true));
}

// Somebody types or chooses in it, or a form of it is on its way.
function isInUse(part) {
  return part.contains(document.activeElement) || part.querySelector("[aria-busy]") || String(getSelection()).length > 0;
}

function put(part, found, ready) {
  const places = [...part.querySelectorAll(".paper")].map((paper) => [paper.scrollLeft, paper.scrollTop]);
  const open = [...part.querySelectorAll("details")].map((one) => one.open);
  part.replaceChildren(...found.childNodes);
  ready(part);
  part.querySelectorAll("details").forEach((one, index) => (one.open = open[index] ?? one.open));
  part.querySelectorAll(".paper").forEach((paper, index) => {
    if (places[index]) [paper.scrollLeft, paper.scrollTop] = places[index];
  });
}
