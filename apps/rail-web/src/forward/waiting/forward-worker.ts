// The service worker of the forward page: it opens the page without a line, and takes what other apps share. It rules addresses below /forward only.

export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/forward-worker.js', { scope: '/forward' });
    const worker = await activated(registration);
    // What this page was made of was loaded before the worker stood beside it.
    const files = performance
      .getEntriesByType('resource')
      .map(entry => new URL(entry.name))
      .filter(url => url.origin === location.origin && url.pathname.startsWith('/assets/'))
      .map(url => url.pathname);
    worker?.postMessage({ keep: [...new Set(files)] });
  } catch (error) {
    console.warn('The page cannot be opened without a line here', error);
  }
}

/** `navigator.serviceWorker.ready` would wait for good where the page was opened at another address, such as that of the sign-in. */
function activated(registration: ServiceWorkerRegistration): Promise<ServiceWorker | null> {
  const coming = registration.installing ?? registration.waiting;
  if (!coming) return Promise.resolve(registration.active);
  return new Promise(resolve => {
    coming.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve(coming);
      if (coming.state === 'redundant') resolve(registration.active);
    });
  });
}
