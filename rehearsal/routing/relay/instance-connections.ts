import { connect, type Socket } from "node:net";

/** Takes what comes over a connection while it is used. */
export interface ConnectionUser {
  data(chunk: Buffer): void;
  /** The connection has ended or broken. */
  closed(): void;
}

/** One connection to an instance, used for one exchange after the other. */
export class InstanceConnection {
  readonly socket: Socket;
  /** Whether it has been used before: its peer may be closing it just now. */
  isReused = false;
  isConnected = false;
  user: ConnectionUser | undefined;
  /** On the clock of `performance.now()`. */
  usableUntilMs = 0;

  constructor(host: string, port: number) {
    this.socket = connect({ host, port, noDelay: true });
    this.socket.on("connect", () => {
      this.isConnected = true;
    });
    this.socket.on("data", (chunk: Buffer) => {
      if (this.user) this.user.data(chunk);
      // Nobody has asked: whatever it is, the next answer must not be mistaken for it.
      else this.socket.destroy();
    });
    // The close that follows tells enough.
    this.socket.on("error", () => undefined);
    this.socket.on("close", () => this.user?.closed());
  }
}

/** Connections to one instance that are kept for the next request. */
export class InstanceConnections {
  readonly #host: string;
  readonly #port: number;
  readonly #idle: InstanceConnection[] = [];
  readonly #all = new Set<InstanceConnection>();

  constructor(host: string, port: number) {
    this.#host = host;
    this.#port = port;
  }

  /** The one used last, which is the least likely to be closed, or a new one; it may not be connected yet. */
  take(user: ConnectionUser): InstanceConnection {
    const nowMs = performance.now();
    for (let kept = this.#idle.pop(); kept; kept = this.#idle.pop()) {
      if (kept.usableUntilMs <= nowMs || !kept.socket.readable) {
        kept.socket.destroy();
        continue;
      }
      kept.isReused = true;
      kept.user = user;
      return kept;
    }
    const opened = new InstanceConnection(this.#host, this.#port);
    opened.user = user;
    this.#all.add(opened);
    opened.socket.once("close", () => this.#forget(opened));
    return opened;
  }

  /** For the next request, within this time. */
  giveBack(connection: InstanceConnection, keepAliveMs: number): void {
    connection.user = undefined;
    if (keepAliveMs <= 0) {
      connection.socket.destroy();
      return;
    }
    // A slow client may have paused it.
    connection.socket.resume();
    connection.usableUntilMs = performance.now() + keepAliveMs;
    this.#idle.push(connection);
  }

  #forget(connection: InstanceConnection): void {
    this.#all.delete(connection);
    const at = this.#idle.indexOf(connection);
    if (at !== -1) this.#idle.splice(at, 1);
  }

  destroy(): void {
    for (const { socket } of this.#all) socket.destroy();
  }
}
