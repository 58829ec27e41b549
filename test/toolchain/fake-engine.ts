import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";

/** A Docker engine's API as far as the toolchain asks it, on a unix socket. */
export class FakeEngine {
  host: string;
  /** Images by reference. */
  images = new Map<string, { Size: number; Labels: Record<string, string> }>();
  /** The tar archives that were imported. */
  imported: Buffer[] = [];
  #socket: string;
  #server = createServer((request, response) => this.#answer(request, response));

  constructor(directory: string) {
    this.#socket = join(directory, "docker.sock");
    this.host = `unix://${this.#socket}`;
  }

  start(): Promise<void> {
    return new Promise((resolve) => this.#server.listen(this.#socket, resolve));
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://engine");
    const json = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    if (url.pathname === "/version") return void json(200, { Version: "20.10.24" });
    if (url.pathname === "/images/json") {
      const [name] = JSON.parse(url.searchParams.get("filters") ?? "{}").reference;
      const image = this.images.get(name);
      return void json(200, image ? [image] : []);
    }
    if (url.pathname === "/images/create") return this.#import(request, response, url.searchParams);
    const inspected = decodeURIComponent(url.pathname).match(/^\/images\/(.+)\/json$/)?.[1] ?? "";
    const image = this.images.get(inspected);
    return void (image ? json(200, image) : json(404, { message: `No such image: ${inspected}` }));
  }

  async #import(request: IncomingMessage, response: ServerResponse, query: URLSearchParams): Promise<void> {
    const archive = await buffer(request);
    this.imported.push(archive);
    const labels = query
      .getAll("changes")
      .filter((change) => change.startsWith("LABEL "))
      .map((change) => change.slice(6).split("="));
    const name = `${query.get("repo")}:${query.get("tag")}`;
    this.images.set(name, { Size: archive.length, Labels: Object.fromEntries(labels) });
    response.writeHead(200).end('{"status":"sha256:0"}');
  }
}
