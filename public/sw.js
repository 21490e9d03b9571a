// Keeps the files of the app at hand, and a page that says so when there is no connection.
//
// Kept are files whose names change with their content, and what the offline page is made of: after a deployment
// nothing old is shown. Pages and answers belong to a person and to a moment: they always come from the server.

// Of the files in ALWAYS: with another one they are fetched anew. A test says which it has to be.
const VERSION = "f4054f4861d3a78c";
const CACHE = `office-hours-${VERSION}`;
const OFFLINE = "/offline";
const ALWAYS = [OFFLINE, "/fonts/inter-latin.woff2"];
// More than two builds have: what is older belongs to a build that nobody is served any more.
const MOST = 60;

addEventListener("install", (event) => event.waitUntil(install()));
addEventListener("activate", (event) => event.waitUntil(activate()));
addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate") event.respondWith(page(event));
  else if (/^\/(pkg|fonts)\//.test(pathname)) event.respondWith(file(event));
});

async function install() {
  const cache = await caches.open(CACHE);
  // Asking the server whether what the browser has is still true: it may be of the build before.
  await cache.addAll(ALWAYS.map((path) => new Request(path, { cache: "no-cache", credentials: "omit" })));
  await skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
  // The page is asked for while the worker wakes up.
  await registration.navigationPreload?.enable();
}

/** The page as the server sends it now; without a connection, the one that says so. */
async function page(event) {
  try {
    return (await event.preloadResponse) ?? (await fetch(event.request));
  } catch (trouble) {
    const cache = await caches.open(CACHE);
    const offline = await cache.match(OFFLINE);
    if (offline) return inLanguage(offline, await languages());
    throw trouble;
  }
}

/** The languages that are read, best first: the one chosen on the site, then the browser's. */
async function languages() {
  // Where the worker can read no cookies, the browser's.
  const chosen = await globalThis.cookieStore?.get("language");
  return [chosen?.value, ...navigator.languages].filter(Boolean).map((tag) => tag.split("-")[0]);
}

/** The page without a connection, in the first of these languages that it has. */
async function inLanguage(offline, languages) {
  const html = await offline.text();
  const titleIn = (code) => html.match(new RegExp(`<main lang="${code}">\\s*<h1>([^<]*)`))?.[1];
  const code = languages.find(titleIn) ?? "en";
  const said = html.replace('<html lang="en">', `<html lang="${code}">`).replace(/<title>[^·]*/, `<title>${titleIn(code)} `);
  const kept = ["content-type", "content-security-policy"].map((name) => [name, offline.headers.get(name)]);
  return new Response(said, { headers: kept });
}

/** A file that is kept, or else from the server; it is kept if it never changes. */
async function file(event) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(event.request, { ignoreVary: true });
  if (kept) return kept;
  const response = await fetch(event.request);
  const immutable = /immutable/.test(response.headers.get("cache-control"));
  if (response.ok && immutable) event.waitUntil(keep(cache, event.request, response.clone()));
  return response;
}

async function keep(cache, request, response) {
  try {
    await cache.put(request, response);
    // In the order in which they came.
    const files = (await cache.keys()).filter(({ url }) => new URL(url).pathname.startsWith("/pkg/"));
    await Promise.all(files.slice(0, -MOST).map((old) => cache.delete(old)));
  } catch {
    // The device is full. The server has the file.
  }
}
