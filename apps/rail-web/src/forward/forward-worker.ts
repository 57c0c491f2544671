// The service worker of the forward page: it opens the page without a line, and takes what other apps share. It rules addresses below /forward only.

export async function startWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register('/forward-worker.js', { scope: '/forward' });
    await navigator.serviceWorker.ready;
    // What this page was made of was loaded before the worker stood beside it.
    const files = performance
      .getEntriesByType('resource')
      .map(entry => new URL(entry.name))
      .filter(url => url.origin === location.origin && url.pathname.startsWith('/assets/'))
      .map(url => url.pathname);
    registration.active?.postMessage({ keep: [...new Set(files)] });
  } catch (error) {
    console.warn('The page cannot be opened without a line here', error);
  }
}
