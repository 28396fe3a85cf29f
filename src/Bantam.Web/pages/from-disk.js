if (location.protocol === "file:")
  document.body.prepend(Object.assign(document.createElement("p"), {
    role: "alert", id: "from-disk",
    textContent: "Browsers let no page from disk load the code of its model, so this folder needs a server: run 'bantam serve .' or "
      + "'npx serve' in it, or 'python3 -m http.server', and open the address that it prints.",
  }));
