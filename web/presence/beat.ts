/**
 * A worker that gives the beat that it is told, in milliseconds: a browser slows the timers of a page that is out of
 * sight to one a minute, not a worker's.
 */
addEventListener("message", ({ data }) => {
  setInterval(() => postMessage("beat"), Number(data));
});
