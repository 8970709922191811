(() => {
  const d = document, [root, note, said] = ["xem", "xem-bao", "xem-nghe"].map((id) => d.getElementById(id));
  let source, heard = 0, opened = 0, asking;
  const tell = (on) => { note.textContent = note.dataset[on ? "on" : "off"]; };
  const key = (n) => n.nodeType === 1 ? n.dataset.key || n.dataset.unit || n.id : "";

  function morph(old, fresh) {
    if (old.isEqualNode(fresh)) return;
    if (old.nodeType !== 1 || old.nodeName !== fresh.nodeName) { old.replaceWith(fresh); return; }
    for (const { name } of [...old.attributes])
      if (name !== "open" && name !== "data-moved" && !fresh.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of fresh.attributes)
      if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const keyed = {};
    for (const n of old.childNodes) if (key(n)) keyed[key(n)] = n;
    let at = old.firstChild;
    for (const n of [...fresh.childNodes]) {
      const found = key(n) ? keyed[key(n)] : at && !key(at) && at;
      if (!found) { old.insertBefore(n, at); continue; }
      if (found === at) at = at.nextSibling; else old.insertBefore(found, at);
      morph(found, n);
    }
    while (at) { const next = at.nextSibling; at.remove(); at = next; }
  }

  const rows = () => root.querySelectorAll("tr[data-rank]");

  function put(fresh, title) {
    if (!fresh || fresh.dataset.tag === root.dataset.tag) return;
    const at = d.activeElement, ranks = {};
    for (const { dataset: { unit, rank } } of rows()) ranks[unit] = rank;
    morph(root, fresh);
    for (const row of rows()) {
      const { unit, rank } = row.dataset, old = ranks[unit];
      if (!(old > 0 && rank > 0 && old - rank)) continue;
      row.dataset.moved = `${rank - old < 0 ? "▲" : "▼"} từ hạng ${old}`;
      setTimeout(() => delete row.dataset.moved, 6e4);
    }
    if (at.isConnected && at !== d.activeElement) at.focus({ preventScroll: true });
    d.title = title;
    said.textContent = root.querySelector("h1")?.textContent || "";
  }

  async function ask() {
    if (asking) return;
    asking = true;
    try {
      const got = await fetch(location.href, { cache: "no-cache", credentials: "omit" });
      if (got.ok && !(got.headers.get("etag") || "").includes(root.dataset.tag)) {
        const page = new DOMParser().parseFromString(await got.text(), "text/html");
        put(d.adoptNode(page.getElementById("xem")), page.title);
      }
      tell(got.ok);
    } catch { tell(false); }
    asking = false;
  }

  function listen() {
    if (!window.EventSource) return;
    source?.close();
    opened = Date.now();
    source = new EventSource(root.dataset.events + "&ban=" + root.dataset.tag);
    source.addEventListener("nhip", () => { heard = Date.now(); tell(true); });
    source.addEventListener("trang", (e) => {
      heard = Date.now();
      const page = JSON.parse(e.data), box = d.createElement("template");
      box.innerHTML = page.html;
      put(box.content.firstChild, page.title);
    });
  }

  function look() {
    if (d.hidden || Date.now() - heard < 3e4) return;
    ask().then(() => Date.now() - opened > 6e4 && listen());
  }
  setInterval(look, 15000);
  for (const name of ["visibilitychange", "pageshow", "online"]) addEventListener(name, look);
  listen();
})();
