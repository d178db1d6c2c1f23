// The kiosk's worker: opens the page with no network; updates in whole or not at all.
{% if delivery %}import { deliver } from '{{ delivery|escapejs }}';
{% endif %}
const CACHE = 'board-kiosk-{{ version }}';
const SHELL = '/kiosk/';
// Each file with its SHA-256: a page of somebody else in its place ends the update.
const FILES = new Map([{% for file, digest in files %}['{{ file|escapejs }}', '{{ digest|escapejs }}'], {% endfor %}]);

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...FILES].map(([url, integrity]) => new Request(url, { cache: 'reload', integrity })));
}

// The old worker and its files stay in use until all new files are here and the page asks for them.
self.addEventListener('install', (event) => event.waitUntil(keepAll()));

self.addEventListener('message', ({ data }) => {
  if (data === 'take over') self.skipWaiting();
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith('board-kiosk-') && name !== CACHE).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

async function kept(request, path) {
  return (await caches.match(path, { cacheName: CACHE })) ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  const isShell = event.request.mode === 'navigate' && url.pathname === SHELL;
  if (isShell || (FILES.has(url.pathname) && url.pathname !== SHELL)) event.respondWith(kept(event.request, url.pathname));
});
{% if delivery %}
// The page may be closed while notes wait. Failing asks the browser to call again.
async function deliverAll() {
  const others = new BroadcastChannel('board-delivery');
  const left = await deliver((news) => others.postMessage(news));
  others.close();
  if (left.isFailing || left.held) throw new Error('notes wait');
}

self.addEventListener('sync', (event) => {
  if (event.tag === 'deliver') event.waitUntil(deliverAll());
});
{% endif %}
