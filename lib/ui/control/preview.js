// Two finished pictures beside each other: what the hall sees, and what comes next. And one press of a button of this
// page is one act: a second press of the same button, drawn again or not, counts as the first.

const TWICE = 500; // ms between two presses that a hand does not mean; measured here, for the way to the server varies

const nameOf = (target) => {
  const button = target.closest?.(".stButton")?.closest("[class*='st-key-']");
  return button?.className.match(/st-key-(\S+?)(_\d+)*(\s|$)/)?.[1];
};

function countOnce(event) {
  const name = nameOf(event.target);
  if (name === undefined) return;
  const last = window.thiduaPressed;
  if (last?.name === name && event.timeStamp - last.at < TWICE) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  window.thiduaPressed = { name, at: event.timeStamp };
}

export default function ({ parentElement, data }) {
  for (const name of ["now", "next"]) {
    const place = parentElement.querySelector(`.${name} .hall`);
    const html = data[name] ?? "";
    if (place.shown !== html) place.innerHTML = html;
    place.shown = html;
    parentElement.querySelector(`.${name} figcaption`).textContent = data.words[name];
  }
  if (!window.thiduaCounts) window.addEventListener("click", countOnce, true);
  window.thiduaCounts = true;
  return () => {};
}
