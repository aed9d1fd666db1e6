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

// A file that is too large is refused before it travels.
document.body.addEventListener("change", (event) => {
  const limit = Number(event.target.dataset?.maxBytes);
  if (!limit || event.target.type !== "file") return;
  const tooLarge = [...event.target.files].some((file) => file.size > limit);
  event.target.setCustomValidity(tooLarge ? event.target.dataset.tooLarge : "");
  if (tooLarge) event.target.reportValidity();
});
