import { type ChildProcess, spawn } from "node:child_process";
import {
  type ClientHttp2Session,
  connect,
  constants,
  createServer,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from "node:http2";
import type { AddressInfo } from "node:net";

/** A provider plugin that an engine attaches to, and that is not asked what is live before that may be read. */
export interface HeldProvider {
  /** Where the engine attaches to it: https://www.pulumi.com/docs/iac/using-pulumi/debugging/ (PULUMI_DEBUG_PROVIDERS) */
  port: number;
  /** Lets the questions through that were held, and all that follow. */
  open(): void;
  /** Ends the plugin. Questions without an answer yet fail. */
  close(): void;
}

/** The one call by which the engine reads a resource from the cloud. */
const READ = "/pulumirpc.ResourceProvider/Read";

/** The plugin ends with whoever started it, also when that is killed: the shell's input closes then. */
const TIED_TO_INPUT = '"$0" & plugin=$!; exec >&-; read -r _; kill "$plugin"';

/**
 * Stands between a plugin and an engine, so that the engine can be started before the change whose outcome it is to read: everything
 * passes but reading.
 *
 * @param from - when the plugin starts; what is asked of it waits for that.
 */
export async function holdProvider(pluginBinary: string, from: Promise<void>): Promise<HeldProvider> {
  const gate = Promise.withResolvers<void>();
  let plugin: ChildProcess | undefined;
  const session = from.then(async () => {
    const { child, port } = startPlugin(pluginBinary);
    plugin = child;
    return connect(`http://127.0.0.1:${await port}`);
  });
  // Told to whoever asks; where nobody does, it does not matter.
  session.catch(() => undefined);
  const server = createServer();
  server.on("stream", async (stream, headers) => {
    stream.on("error", () => stream.close());
    try {
      if (headers[":path"] === READ) await gate.promise;
      passOn(await session, stream, headers);
    } catch {
      stream.close(constants.NGHTTP2_INTERNAL_ERROR);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    open: gate.resolve,
    close() {
      gate.resolve();
      server.close();
      session.then(
        (open) => open.destroy(),
        () => undefined,
      );
      plugin?.stdin?.end();
    },
  };
}

function startPlugin(binary: string): { child: ChildProcess; port: Promise<number> } {
  const child = spawn("/bin/sh", ["-c", TIED_TO_INPUT, binary], {
    detached: true,
    stdio: ["pipe", "pipe", "ignore"],
  });
  return { child, port: portOf(child.stdout) };
}

/** A plugin's first line on stdout is its port. */
async function portOf(stdout: NodeJS.ReadableStream): Promise<number> {
  let text = "";
  for await (const chunk of stdout) {
    text += chunk;
    if (text.includes("\n")) return Number.parseInt(text, 10);
  }
  throw new Error("the plugin ended before it said its port");
}

/** One gRPC call, as it is: headers, messages, trailers. */
function passOn(session: ClientHttp2Session, stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
  const { [constants.HTTP2_HEADER_AUTHORITY]: _ours, ...rest } = headers;
  const call = session.request(rest);
  call.on("error", () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  stream.on("close", () => call.close());
  let trailers: IncomingHttpHeaders = {};
  call.on("trailers", (received) => {
    trailers = received;
  });
  stream.on("wantTrailers", () => stream.sendTrailers(trailers));
  call.on("response", (received, flags) => {
    const isWhole = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(received, { endStream: isWhole, waitForTrailers: !isWhole });
    if (!isWhole) call.pipe(stream);
  });
  stream.pipe(call);
}
