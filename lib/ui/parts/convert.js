// Puts files into the box of the server: one request a file, then one rerun of the page when all have arrived.
export default function ({ parentElement, data, setTriggerValue }) {
  const input = parentElement.querySelector("input");
  const told = parentElement.querySelector(".told");
  parentElement.querySelector(".button span").textContent = data.words.choose;
  parentElement.querySelector(".hint").textContent = data.words.hint;

  async function put(file) {
    const response = await fetch(data.address, {
      method: "POST",
      body: file,
      headers: { "X-Thidua-Phieu": data.permit, "X-Thidua-Ten": encodeURIComponent(file.name) },
    });
    return response.status;
  }

  async function send(files) {
    const refused = [];
    for (const [number, file] of [...files].entries()) {
      told.textContent = data.words.sending.replace("{n}", number + 1).replace("{of}", files.length);
      const status = await put(file).catch(() => 0);
      if (status !== 204) refused.push(`${file.name}: ${data.words.refused[status] ?? data.words.refused[0]}`);
    }
    told.textContent = refused.join(" ");
    setTriggerValue("arrived", Date.now());
  }

  input.onchange = () => {
    if (input.files.length) send(input.files);
  };
  const area = parentElement.querySelector(".area");
  area.ondragover = (event) => event.preventDefault();
  area.ondrop = (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) send(event.dataTransfer.files);
  };
  return () => {};
}
