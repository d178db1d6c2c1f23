// The kiosk's worker: opens the page with no network; updates in whole or not at all.
const CACHE = 'board-kiosk-{{ version }}';
const SHELL = '/kiosk/';
const FILES = [{% for file in files %}'{{ file|escapejs }}', {% endfor %}];

self.addEventListener('install', (event) => {
  // addAll fails as a whole: the old worker and its files then stay in use.
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([SHELL, ...FILES].map((url) => new Request(url, { cache: 'reload' }))))
      .then(() => self.skipWaiting()),
  );
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

async function shell(request) {
  const kept = await caches.match(SHELL, { cacheName: CACHE });
  return kept ?? fetch(request);
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== location.origin) return;
  if (event.request.mode === 'navigate' && url.pathname === SHELL) event.respondWith(shell(event.request));
  else if (FILES.includes(url.pathname))
    event.respondWith(caches.match(event.request, { cacheName: CACHE }).then((kept) => kept ?? fetch(event.request)));
});
