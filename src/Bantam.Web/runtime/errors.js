/** What the runtime throws: a sentence for people, and a short code for programs. */
export class BantamError extends Error {
  constructor(code, message, cause) {
    super(message, { cause });
    this.name = "BantamError";
    this.code = code;
  }
}

/** The browser's own reason, as the last sentence of a message. */
export const because = error => String(error?.message ?? error).replace(/[.\s]*$/, ".");
