// The page as an installed app: its worker, which opens it with no network; its updates, each in
// whole, while nobody writes; and the worker's help when the page is closed with notes waiting.
const SCOPE = { scope: "/kiosk/", updateViaCache: "none" };
const LOOK_EVERY = 3_600_000; // milliseconds: a page that is never closed would never look

let registration = null;
let isRenewed = false;
let lookedAt = 0;

/** Register the worker; `isFree` says whether nobody is at the tablet. */
export async function install(isFree) {
  const workers = navigator.serviceWorker;
  if (!workers) return;
  let hadWorker = workers.controller !== null;
  workers.addEventListener("controllerchange", () => {
    isRenewed = hadWorker; // the very first worker brings nothing new
    hadWorker = true;
    renew(isFree());
  });
  registration = await workers
    .register("/kiosk/sw.js", { ...SCOPE, type: "module" })
    .catch(() => workers.register("/kiosk/sw.js?plain=1", SCOPE)) // it knows no modules
    .catch(() => null);
  lookedAt = performance.now();
}

/** Look for a new version now and then; take it up while the tablet `isFree`. */
export function renew(isFree) {
  if (performance.now() - lookedAt > LOOK_EVERY) {
    lookedAt = performance.now();
    registration?.update().catch(() => {});
  }
  if (!isFree) return;
  if (isRenewed) location.reload();
  else registration?.waiting?.postMessage("take over");
}

/** Have the worker deliver as well, should this page be closed. */
export function callWorker() {
  registration?.sync?.register("deliver").catch(() => {});
}
