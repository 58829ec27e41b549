import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { pack } from "tar-stream";

/** A pull as the engine was asked for it, with the credentials that came along. */
export interface Pull {
  reference: string;
  credentials: object | undefined;
}

/** A Docker engine's API as far as looking at images asks it, on a unix socket; it refuses everything else. */
export class FakeImageEngine {
  /** Images that it has, by reference: what one layer's only file is as large as. */
  readonly images = new Map<string, number>();
  /** Those that it can pull. */
  readonly registry = new Map<string, number>();
  readonly pulls: Pull[] = [];
  /** Where an old engine says why a pull failed: in the stream, behind a 200. */
  failsInStream = false;
  readonly #folder = mkdtempSync(join(tmpdir(), "image-engine-"));
  readonly #socket = join(this.#folder, "docker.sock");
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly host = `unix://${this.#socket}`;

  async start(): Promise<this> {
    await once(this.#server.listen(this.#socket), "listening");
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
    rmSync(this.#folder, { recursive: true });
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://engine");
    if (request.method === "POST" && url.pathname === "/images/create")
      return this.#pull(request, response, url);
    const [, reference = "", what] =
      /^\/images\/(.+)\/(json|get)$/.exec(decodeURIComponent(url.pathname)) ?? [];
    const sizeBytes = this.images.get(reference);
    if (sizeBytes === undefined) refuse(response, 404, `No such image: ${reference}`);
    else if (what === "get") response.end(await savedImage(sizeBytes));
    else {
      const Labels = { "org.opencontainers.image.revision": `commit of ${reference}` };
      response.end(JSON.stringify({ RootFS: { Layers: ["sha256:one"] }, Config: { Labels } }));
    }
  }

  #pull({ headers }: IncomingMessage, response: ServerResponse, { searchParams }: URL): void {
    const reference = `${searchParams.get("fromImage")}@${searchParams.get("tag")}`;
    const credentials = headers["x-registry-auth"];
    this.pulls.push({
      reference,
      credentials: credentials && JSON.parse(Buffer.from(String(credentials), "base64url").toString()),
    });
    const sizeBytes = this.registry.get(reference);
    if (sizeBytes !== undefined) {
      this.images.set(reference, sizeBytes);
      response.end('{"status":"Pulling"}\r\n{"status":"Pulled"}\r\n');
    } else if (this.failsInStream) {
      response.end(
        '{"status":"Pulling"}\r\n{"error":"unauthorized","errorDetail":{"message":"unauthorized"}}\r\n',
      );
    } else refuse(response, 404, "manifest unknown");
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify({ message }));
}

/** As `docker save` writes it. */
async function savedImage(sizeBytes: number): Promise<Buffer> {
  const layer = pack();
  layer.entry({ name: "main.mjs" }, "x".repeat(sizeBytes));
  layer.finalize();
  const archive = pack();
  archive.entry({ name: "one/layer.tar" }, await buffer(layer));
  const config = { history: [{ created_by: "COPY main.mjs" }], rootfs: { diff_ids: ["sha256:one"] } };
  archive.entry({ name: "config.json" }, JSON.stringify(config));
  archive.entry(
    { name: "manifest.json" },
    JSON.stringify([{ Config: "config.json", Layers: ["one/layer.tar"] }]),
  );
  archive.finalize();
  return buffer(archive);
}
