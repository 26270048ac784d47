/* How does a passkey sign what a page shows? The words come from the server; the passkey signs exactly them. */
"use strict";
(() => {
  const bytes = (text) =>
    Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
  const text = (buffer) =>
    btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const ask = async (address, body) => {
    const answer = await fetch(address, {
      method: "POST",
      credentials: "same-origin",
      headers: { accept: "application/json" },
      body,
    });
    const said = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new Error((said.title && [said.title, said.detail].filter(Boolean).join(": ")) || `The server answered ${answer.status}. Load the page again.`);
    return said;
  };

  const answered = (credential) => ({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    response: Object.fromEntries(
      ["clientDataJSON", "authenticatorData", "signature", "attestationObject"]
        .filter((name) => credential.response[name])
        .map((name) => [name, text(credential.response[name])]),
    ),
  });

  const sign = async (given) =>
    navigator.credentials.get({
      publicKey: {
        challenge: bytes(given.challenge),
        rpId: given.host,
        userVerification: "required",
        timeout: 120000,
        allowCredentials: given.passkeys.map((id) => ({ type: "public-key", id: bytes(id) })),
      },
    });

  const make = async (given) =>
    navigator.credentials.create({
      publicKey: {
        challenge: bytes(given.challenge),
        rp: { id: given.host, name: given.title },
        user: { id: bytes(given.user), name: given.person, displayName: given.name },
        pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        authenticatorSelection: { userVerification: "required", residentKey: "preferred" },
        attestation: "none",
        timeout: 120000,
        excludeCredentials: given.passkeys.map((id) => ({ type: "public-key", id: bytes(id) })),
      },
    });

  const words = (error) => {
    if (error.name === "NotAllowedError") return "Nothing was signed: the passkey was not used, or took too long.";
    if (error.name === "InvalidStateError") return "This passkey is enrolled already.";
    return error.message;
  };

  /* A form with data-passkey="sign" or "make" goes to its own address with /prepare, then with /finish. */
  const run = async (form, button) => {
    const say = form.querySelector("[data-passkey-says]");
    const show = (message) => say && (say.textContent = message);
    const address = form.dataset.passkeyAt || form.getAttribute("action");
    button.disabled = true;
    show("Waiting for your passkey…");
    try {
      const data = new URLSearchParams(new FormData(form));
      if (button.name) data.set(button.name, button.value);
      const given = await ask(`${address}/prepare`, data);
      if (given.sentence) show(`You sign: ${given.sentence}`);
      const credential = await (form.dataset.passkey === "make" ? make : sign)(given);
      const back = new URLSearchParams({
        csrf: data.get("csrf"),
        answer: JSON.stringify(answered(credential)),
        name: data.get("name") || "",
      });
      const done = await ask(`${address}/finish`, back);
      window.location.assign(done.next);
    } catch (error) {
      show(words(error));
      button.disabled = false;
    }
  };

  const isHere = Boolean(window.PublicKeyCredential && navigator.credentials);
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    if (!isHere) continue;
    form.addEventListener("submit", (event) => {
      const button = event.submitter || form.querySelector("button");
      if (!button || button.dataset.plain !== undefined) return;
      event.preventDefault();
      run(form, button);
    });
  }
})();
