const FIRST_DELAY = 500;
const LONGEST_DELAY = 15_000;
const POLICY_VIOLATION = 1008;

/**
 * A WebSocket that comes back. A function gives the address for each attempt. The listener is told:
 *   received(text)  one came
 *   lost(retryAt)   it is gone; the next attempt is at that time, in milliseconds since 1970
 *   retrying()      an attempt has begun
 *   refused(reason) the server does not want it; true if there is to be no further attempt
 */
export class Connection {
  #address;
  #listener;
  #socket = null;
  #failures = 0;
  #timer = 0;
  #ended = new AbortController();

  constructor(address, listener) {
    this.#address = address;
    this.#listener = listener;
    const { signal } = this.#ended;
    addEventListener('online', () => this.retryNow(), { signal });
    addEventListener('offline', () => this.#drop(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.retryNow(), { signal });
    this.#connect();
  }

  /** Sends a text; false says that it was not sent. */
  send(text) {
    if (this.#socket?.readyState !== WebSocket.OPEN) {
      return false;
    }
    this.#socket.send(text);
    return true;
  }

  /** Does not wait for the next attempt. */
  retryNow() {
    if (this.#timer) {
      clearTimeout(this.#timer);
      this.#listener.retrying();
      this.#connect();
    }
  }

  /** Ends it for good. */
  close() {
    this.#ended.abort();
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
  }

  #connect() {
    this.#timer = 0;
    const socket = new WebSocket(this.#address());
    this.#socket = socket;
    // An event of a socket that was given up means nothing any more.
    const current = (action) => (event) => socket === this.#socket && action(event);
    socket.onmessage = current((event) => {
      this.#failures = 0; // only now: a server may accept and close at once
      this.#listener.received(event.data);
    });
    socket.onclose = current((event) => {
      if (event.code === POLICY_VIOLATION && this.#listener.refused(event.reason)) {
        this.close();
      } else {
        this.#retryLater();
      }
    });
  }

  #drop() {
    const socket = this.#socket;
    if (socket) {
      this.#retryLater();
      socket.close();
    }
  }

  /** Longer after each failure, and never the same for all: a server that comes back is not run over. */
  #retryLater() {
    this.#socket = null;
    const longest = Math.min(LONGEST_DELAY, FIRST_DELAY * 2 ** this.#failures++);
    const delay = longest * (0.5 + Math.random() / 2);
    this.#timer = setTimeout(() => {
      this.#listener.retrying();
      this.#connect();
    }, delay);
    this.#listener.lost(Date.now() + delay);
  }
}
