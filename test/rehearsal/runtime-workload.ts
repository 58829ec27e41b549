import { PassThrough, type Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import Docker from "dockerode";
import { pack } from "tar-stream";

/** A program with one path per behaviour under test; it fails at its start where its environment says so. */
const PROGRAM = `
import { createServer } from "node:http";
import { createHash } from "node:crypto";
import { connect } from "node:net";
import { readFileSync, statSync } from "node:fs";
const env = process.env;
if (env.EAT_MEMORY) {
  console.log("eating memory");
  const eaten = [];
  for (;;) eaten.push(Buffer.alloc(16 * 1024 * 1024, 1));
}
if (env.CRASH) {
  console.error("loading settings");
  console.error("FATAL: no settings");
  process.exit(3);
}
let streaming;
const paths = {
  "/": (request, response) => response.end(env.GREETING ?? "hello"),
  "/headers": (request, response) => response.end(JSON.stringify(request.headers)),
  "/env": (request, response) => response.end(JSON.stringify(env)),
  "/uid": (request, response) => response.end(String(process.getuid())),
  "/file": (request, response) => {
    const path = new URL(request.url, "http://x").searchParams.get("path");
    response.end((statSync(path).mode & 0o777).toString(8) + " " + readFileSync(path, "utf8"));
  },
  "/upload": async (request, response) => {
    let size = 0;
    for await (const chunk of request) size += chunk.length;
    response.end(String(size));
  },
  "/stream": (request, response) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write("data: first\\n\\n");
    request.socket.once("close", () => console.log("stream closed"));
    streaming = response;
  },
  "/continue": (request, response) => {
    streaming?.end("data: second\\n\\n");
    response.end();
  },
  "/slow": (request, response) => setTimeout(() => response.end("late"), 5_000),
  "/log": (request, response) => {
    console.log(JSON.stringify({ severity: "WARNING", message: "careful", phase: "INIT" }));
    console.error("plain words");
    response.end("logged");
  },
  "/dial": (request, response) => {
    const asked = new URL(request.url, "http://x").searchParams;
    const socket = connect(asked.has("path") ? { path: asked.get("path") } : { host: asked.get("host"), port: 6379 });
    socket.once("connect", () => socket.write(Buffer.from(asked.get("send"), "base64")));
    socket.once("data", (data) => { response.end(data.toString()); socket.destroy(); });
    socket.once("error", (error) => response.end(error.message));
  },
  "/exit": () => process.exit(7),
};
const server = createServer((request, response) => {
  const handler = paths[request.url.split("?")[0]];
  if (handler) return handler(request, response);
  response.writeHead(404).end("no such path");
});
server.on("upgrade", (request, socket) => {
  if (request.url === "/closed") return socket.end("HTTP/1.1 401 Unauthorized\\r\\ncontent-length: 5\\r\\n\\r\\nno go");
  const key = request.headers["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  const accept = createHash("sha1").update(key).digest("base64");
  socket.write("HTTP/1.1 101 Switching Protocols\\r\\nupgrade: websocket\\r\\nconnection: Upgrade\\r\\nsec-websocket-accept: " + accept + "\\r\\n\\r\\n");
  socket.on("data", (frame) => {
    if ((frame[0] & 15) !== 1) return socket.end();
    const size = frame[1] & 127;
    const text = Buffer.from(frame.subarray(6, 6 + size).map((byte, index) => byte ^ frame[2 + (index % 4)]));
    socket.write(Buffer.concat([Buffer.from([129, size]), text]));
  });
  socket.on("error", () => socket.destroy());
});
server.listen(Number(env.LISTEN_ON ?? env.PORT), "0.0.0.0", () => console.log("listening"));
process.on("SIGTERM", () => { console.log("SIGTERM"); if (env.IGNORE_SIGTERM) return; server.close(() => process.exit(0)); server.closeAllConnections(); });
`;

/** Builds the workload on a base image that has Node, pushes it to the registry, and returns its reference by digest. */
export async function pushWorkload(base: string, registry: string, name = "workload"): Promise<string> {
  const docker = new Docker();
  const image = `${registry}/netra-staging/netra-backend/${name}:test`;
  const context = pack();
  context.entry({ name: "Dockerfile" }, dockerfile(base));
  context.entry({ name: "server.mjs" }, PROGRAM);
  context.finalize();
  const progress: NodeJS.ReadableStream = await docker.buildImage(context.pipe(new PassThrough()), {
    t: image,
  });
  await follow(docker, progress);
  const pushed = await docker.getImage(image).push({ authconfig: { username: "_", password: "_" } });
  const lines = (await buffer(pushed as Readable)).toString("utf8");
  const digest = /sha256:[0-9a-f]{64}(?=\s+size)/.exec(lines)?.[0];
  if (!digest) throw new Error(`the push gave no digest: ${lines}`);
  return `${registry}/netra-staging/netra-backend/${name}@${digest}`;
}

/** Removes the image under the name that it was built by, and by its digest. */
export async function removeWorkload(reference: string): Promise<void> {
  const docker = new Docker();
  const tag = `${reference.slice(0, reference.indexOf("@"))}:test`;
  for (const name of [tag, reference])
    await docker.getImage(name).remove({ force: true }).catch(ignoreMissing);
}

function ignoreMissing(error: { statusCode?: number }): void {
  if (error.statusCode !== 404) throw error;
}

function dockerfile(base: string): string {
  return [
    `FROM ${base}`,
    "COPY server.mjs /srv/server.mjs",
    "USER 1000:1000",
    'CMD ["node", "/srv/server.mjs"]',
  ].join("\n");
}

function follow(docker: Docker, stream: NodeJS.ReadableStream): Promise<void> {
  return new Promise((resolve, reject) =>
    docker.modem.followProgress(stream, (error, output) => {
      const failed = (output as { error?: string }[] | null)?.find((line) => line.error)?.error;
      if (error || failed) reject(error ?? new Error(failed));
      else resolve();
    }),
  );
}
