// Service worker of the forward page. Guarantees: it keeps the page and its files, and nothing of what the API answers; what another app shares is kept on the
// phone before the page opens; addresses that are not the forward page's go their usual way.
const PAGE = '/forward';
const SHELL = 'rail-forward-1';
const DATABASE = 'rail-forward';
const MOST_FILES = 6;

self.addEventListener('install', event => {
  event.waitUntil(keepPage().then(() => self.skipWaiting()));
});

self.addEventListener('activate', event => {
  event.waitUntil(
    caches
      .keys()
      .then(names =>
        Promise.all(
          names.filter(name => name.startsWith('rail-forward') && name !== SHELL).map(name => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

self.addEventListener('message', event => {
  if (Array.isArray(event.data?.keep)) event.waitUntil(keepFiles(event.data.keep));
});

self.addEventListener('fetch', event => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && url.pathname === `${PAGE}/share`) event.respondWith(takeShared(request));
  else if (request.method === 'GET' && request.mode === 'navigate' && url.pathname === PAGE)
    event.respondWith(page(request));
  else if (request.method === 'GET' && url.pathname.startsWith('/assets/')) event.respondWith(file(request));
});

const asked = () => new Request(PAGE, { headers: { accept: 'text/html' }, credentials: 'same-origin' });

async function keepPage() {
  const cache = await caches.open(SHELL);
  const answer = await fetch(asked());
  if (answer.ok) await cache.put(PAGE, answer);
}

/** The newest page where there is a line, else the one that was kept. */
async function page(request) {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(PAGE, answer.clone());
    return answer;
  } catch (error) {
    const known = await cache.match(PAGE);
    if (known) return known;
    throw error;
  }
}

/** Names change with content: what is kept is right for good. */
async function file(request) {
  const cache = await caches.open(SHELL);
  const known = await cache.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}

/** Those of the page as it is now; those of older ones go. */
async function keepFiles(paths) {
  const cache = await caches.open(SHELL);
  const wanted = new Set(paths.filter(path => typeof path === 'string' && path.startsWith('/assets/')));
  for (const request of await cache.keys()) {
    const path = new URL(request.url).pathname;
    if (path === PAGE) continue;
    if (!wanted.delete(path)) await cache.delete(request);
  }
  await Promise.all([...wanted].map(path => cache.add(path).catch(() => undefined)));
}

async function takeShared(request) {
  try {
    const form = await request.formData();
    const text = name => String(form.get(name) ?? '').slice(0, 20000);
    const files = form
      .getAll('files')
      .filter(one => one instanceof File && one.size > 0)
      .slice(0, MOST_FILES);
    await keepShared({ title: text('title'), text: text('text'), url: text('url'), files });
    return Response.redirect(`${PAGE}?shared=yes`, 303);
  } catch {
    return Response.redirect(`${PAGE}?shared=no`, 303);
  }
}

/** The same database as the page's: src/forward/waiting/phone-store.ts. */
function keepShared(shared) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => {
      for (const store of ['draft', 'outbox', 'shared']) opening.result.createObjectStore(store);
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction('shared', 'readwrite');
      transaction.objectStore('shared').put(shared, `${Date.now()} ${Math.random()}`);
      transaction.oncomplete = () => {
        database.close();
        resolve();
      };
      transaction.onerror = () => reject(transaction.error);
      transaction.onabort = () => reject(transaction.error);
    };
  });
}
