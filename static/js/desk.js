// What pages can do beyond HTML. Every page is complete without it.

const own = document.querySelector("script[data-govuk]");
const govuk = await import(own.dataset.govuk);

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
govuk.initAll();

// A part that arrives later is brought to life like the rest, and its problems are read at once.
document.body.addEventListener("htmx:afterSwap", (event) => {
  govuk.initAll({ scope: event.detail.elt });
  event.detail.elt.querySelector(".govuk-error-summary")?.focus();
});

// The session ended while somebody was typing: say so and touch nothing.
document.body.addEventListener("desk:signed-out", () => {
  document.getElementById("signed-out").hidden = false;
});

// A part of the page did not arrive: say so and touch nothing.
for (const failed of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.body.addEventListener(failed, (event) => {
    if (event.detail.xhr?.status !== 401) document.getElementById("went-wrong").hidden = false;
  });
}

// A file that is too large is refused before it travels.
function refuseTooLarge(input) {
  const tooLarge = [...input.files].some((file) => file.size > Number(input.dataset.maxBytes));
  input.setCustomValidity(tooLarge ? input.dataset.tooLarge : "");
  if (tooLarge) input.reportValidity();
  return tooLarge;
}
document.body.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file][data-max-bytes]")) refuseTooLarge(event.target);
});
document.body.addEventListener("submit", (event) => {
  const files = event.target.querySelectorAll("input[type=file][data-max-bytes]");
  if ([...files].some(refuseTooLarge)) event.preventDefault();
});

// First checks: what is not answered yet is answered with yes, to be read and then sent.
document.body.addEventListener("click", (event) => {
  const fill = event.target.closest?.("button[data-fill]");
  const group = fill?.form?.querySelector("[data-fill-group]");
  if (!group) return;
  event.preventDefault();
  for (const choices of group.querySelectorAll("fieldset")) {
    const wanted = choices.querySelector(`input[type=radio][value="${fill.dataset.fill}"]`);
    if (wanted && !choices.querySelector("input[type=radio]:checked")) wanted.checked = true;
  }
  fill.nextElementSibling?.focus();
});

// A form in the making: what is typed stays in this window until it is known to have arrived. A line that breaks, a
// window that is loaded again by mistake: the words are there. Saving while typing is tried again until it works.
const kept = document.querySelector("[data-keep]");
if (kept) keepWords(kept, kept.closest("form"));

function keepWords(status, form) {
  const key = `desk:words:${status.dataset.keep}:${withoutLanguage(location.pathname)}`;
  const autosave = document.getElementById("autosave");
  const notWords = new Set(["csrfmiddlewaretoken", "_writer", "version", "seen"]);
  const words = () => JSON.stringify([...new FormData(form)].filter(([name, value]) => !notWords.has(name) && typeof value === "string"));
  const answers = (text) => JSON.stringify(JSON.parse(text).filter(([name]) => name !== "seen_answers"));
  const store = (entry) => { try { sessionStorage.setItem(key, JSON.stringify(entry)); } catch { /* full or forbidden: the words are on the page */ } };
  const hold = () => store({ words: words(), leaving: false });
  let sent = answers(words());
  let wait = 0;

  form.addEventListener("input", hold);
  form.addEventListener("change", hold);
  form.addEventListener("submit", () => store({ words: words(), leaving: true }));

  autosave?.addEventListener("htmx:beforeRequest", () => { sent = answers(words()); });
  autosave?.addEventListener("htmx:afterOnLoad", (event) => {
    if (event.detail.xhr.status !== 200) return;
    wait = 0;
    status.querySelectorAll("[data-clock]").forEach((time) => {
      time.textContent = new Date(time.dateTime).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
    });
    if (answers(words()) === sent && status.querySelector("[data-clock]")) sessionStorage.removeItem(key); else hold();
  });
  for (const lost of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    autosave?.addEventListener(lost, async (event) => {
      const answer = event.detail.xhr?.status;
      if (answer === 401) return;
      event.stopPropagation(); // what follows says it better than the notice of every page
      status.textContent = status.dataset.lost;
      if (answer === 403) await renewToken().catch(() => {});
      wait = Math.min(wait + 5, 60);
      setTimeout(() => window.htmx.trigger(autosave, "desk:again"), wait * 1000);
    });
  }

  // Whoever signed in again in another window has a new proof of origin, and this page an old one.
  async function renewToken() {
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    const fresh = page.querySelector("form input[name=csrfmiddlewaretoken]");
    if (fresh) form.elements.csrfmiddlewaretoken.value = fresh.value;
  }

  restore();

  function restore() {
    const entry = JSON.parse(sessionStorage.getItem(key) ?? "null");
    if (!entry || answers(entry.words) === sent) return sessionStorage.removeItem(key);
    const typed = new Map();
    for (const [name, value] of JSON.parse(entry.words)) typed.set(name, [...(typed.get(name) ?? []), value]);
    for (const element of form.elements) {
      if (!element.name || notWords.has(element.name) || ["submit", "file"].includes(element.type)) continue;
      const values = typed.get(element.name) ?? [];
      if (["checkbox", "radio"].includes(element.type)) element.checked = values.includes(element.value);
      else if (values.length) element.value = values[0];
    }
    status.textContent = status.dataset.restored;
    if (autosave) window.htmx.trigger(autosave, "desk:again");
  }
}

function withoutLanguage(path) { return path.replace(/^\/[a-z]{2}\//, "/"); }

// Words of pages that were left with success are forgotten, and all of them when somebody signs out.
function forget(unwanted) {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith("desk:words:") && unwanted(key)) sessionStorage.removeItem(key);
  }
}
forget((key) => !key.endsWith(`:${withoutLanguage(location.pathname)}`) && JSON.parse(sessionStorage.getItem(key)).leaving);
document.querySelector("form[action$='/logout/']")?.addEventListener("submit", () => forget(() => true));

// A long list of boxes in groups can be searched by typing.
document.querySelectorAll("[data-finder]").forEach((list) => {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const box = Object.assign(document.createElement("input"), { type: "search", className: "govuk-input grouped__find", autocomplete: "off" });
  box.setAttribute("aria-label", list.dataset.finder);
  box.placeholder = list.dataset.finder;
  const opened = new Set([...list.querySelectorAll("details[open]")]);
  box.addEventListener("input", (event) => {
    event.stopPropagation(); // it is no answer: nothing has to be saved
    const wanted = plain(box.value.trim());
    list.querySelectorAll("details").forEach((group) => {
      const items = [...group.querySelectorAll(".govuk-checkboxes__item")];
      items.forEach((item) => { item.hidden = !plain(item.textContent).includes(wanted); });
      group.hidden = items.every((item) => item.hidden);
      group.open = wanted ? !group.hidden : opened.has(group) || items.some((item) => item.firstElementChild.checked);
    });
  });
  box.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  list.prepend(box);
});
