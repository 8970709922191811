// Two finished pictures beside each other: what the hall sees, and what comes next.
export default function ({ parentElement, data }) {
  for (const name of ["now", "next"]) {
    const place = parentElement.querySelector(`.${name} .hall`);
    const html = data[name] ?? "";
    if (place.shown !== html) place.innerHTML = html;
    place.shown = html;
    parentElement.querySelector(`.${name} figcaption`).textContent = data.words[name];
  }
  return () => {};
}
