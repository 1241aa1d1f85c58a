// The HTTP API (docs/studio-api.md). Every failure becomes an Error with the server's own words.

const BASE = "/api/v1";

async function ask(path, options = {}) {
  let response;
  try {
    response = await fetch(BASE + path, options);
  } catch {
    throw new Error("The studio does not answer. Is it still running?");
  }
  if (!response.ok) {
    let problem = response.status + " " + response.statusText;
    try {
      problem = (await response.json()).problem ?? problem;
    } catch { /* no JSON: the status must do */ }
    const error = new Error(problem);
    error.status = response.status;
    throw error;
  }
  return response;
}

export async function get(path) {
  return (await ask(path)).json();
}

export async function getBytes(path) {
  return (await ask(path)).arrayBuffer();
}

export async function send(method, path, body) {
  const response = await ask(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  return response.status === 204 ? null : response.json();
}

export const post = (path, body) => send("POST", path, body);
export const put = (path, body) => send("PUT", path, body);

/** Sends JSON or bytes, receives bytes. */
export async function postForBytes(path, body) {
  const raw = body instanceof ArrayBuffer || body instanceof Blob;
  const response = await ask(path, {
    method: "POST",
    headers: { "Content-Type": raw ? "application/octet-stream" : "application/json" },
    body: raw ? body : JSON.stringify(body),
  });
  return response.arrayBuffer();
}

export async function upload(method, path, blob) {
  const response = await ask(path, { method, headers: { "Content-Type": "application/octet-stream" }, body: blob });
  return response.status === 204 ? null : response.json();
}

export const address = (path) => BASE + path;
export const part = encodeURIComponent;
