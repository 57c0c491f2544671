// What the phone keeps until it is sent: a small database of the browser, which holds files as well. The service worker writes what is shared into the same one
// (public/forward-worker.js). Guarantee: a browser that keeps nothing (private mode, no room) is told of, and the page works on in this tab.

const NAME = 'rail-forward';
const VERSION = 1;
export type StoreName = 'draft' | 'outbox' | 'shared';

let opening: Promise<IDBDatabase> | null = null;

function open(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const store of ['draft', 'outbox', 'shared']) request.result.createObjectStore(store);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  opening.catch(() => {
    opening = null;
  });
  return opening;
}

async function within<T>(
  store: StoreName,
  mode: IDBTransactionMode,
  act: (on: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const transaction = (await open()).transaction(store, mode);
  const request = act(transaction.objectStore(store));
  return new Promise((resolve, reject) => {
    // After the commit: what is said to be kept is kept.
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

export const keep = async (store: StoreName, key: string, value: unknown): Promise<void> =>
  void (await within(store, 'readwrite', on => on.put(value, key)));
export const forget = async (store: StoreName, key: string): Promise<void> =>
  void (await within(store, 'readwrite', on => on.delete(key)));
export const kept = <T>(store: StoreName, key: string): Promise<T | undefined> =>
  within(store, 'readonly', on => on.get(key) as IDBRequest<T | undefined>);
export const allKept = <T>(store: StoreName): Promise<T[]> =>
  within(store, 'readonly', on => on.getAll() as IDBRequest<T[]>);

/** Takes all of them out. */
export async function takeAll<T>(store: StoreName): Promise<T[]> {
  const found = await allKept<T>(store);
  if (found.length > 0) await within(store, 'readwrite', on => on.clear());
  return found;
}
