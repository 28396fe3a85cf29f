const element = id => document.getElementById(id);

/** The short line in the header: what the page is doing. Its state is "busy", "ready" or "failed". */
export function setStatus(text, state = "ready") {
  const status = element("status");
  status.textContent = text;
  status.dataset.state = state;
}

/** Shows what went wrong, or what to know, in a calm banner until it is dismissed; action is { label, run }. */
export function showBanner(text, action) {
  const button = element("banner-action");
  element("banner-text").textContent = text;
  button.hidden = !action;
  button.textContent = action?.label ?? "";
  button.onclick = () => {
    hideBanner();
    action.run();
  };
  element("banner-close").onclick = hideBanner;
  element("banner").hidden = false;
}

export function hideBanner() {
  element("banner").hidden = true;
}

/** An error as a sentence for the person in front of the page. */
export function sentence(error) {
  const text = String(error?.message ?? error).trim();
  if (error?.name === "QuotaExceededError" || /quota/i.test(text)) return "The browser's storage for this page is full.";
  if (error instanceof TypeError && /fetch|network|load failed/i.test(text))
    return "A file could not be fetched; the server or the connection may be down.";
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
