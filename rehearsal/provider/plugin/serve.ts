import { Server, ServerCredentials } from "@grpc/grpc-js";
import provider from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { engineLog } from "./engine-log.ts";
import type { Provider } from "./provider.ts";
import { providerService } from "./provider-service.ts";

/** How often a plugin looks whether the engine that started it is still there, in milliseconds. */
const ENGINE_WATCH_MS = 1000;

/**
 * Runs a plugin: serves the provider on a free loopback port, prints the port on stdout for the engine, and ends when the
 * engine does. SIGINT and SIGTERM abort the work in flight, then end the process.
 *
 * @param create - makes the provider; `log` writes to the engine's display.
 */
export async function servePlugin(create: (log: ReturnType<typeof engineLog>) => Provider): Promise<void> {
  const abort = new AbortController();
  const engine = { address: process.argv.slice(2).find((argument) => !argument.startsWith("-")) ?? "" };
  const server = new Server({ "grpc.max_receive_message_length": -1, "grpc.max_send_message_length": -1 });
  const log = engineLog(engine);
  server.addService(provider.ResourceProviderService, providerService(create(log), { abort, engine }));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) => {
      if (error) reject(error);
      else resolve(bound);
    });
  });
  process.stdout.write(`${port}\n`);
  endWithEngine(server, abort);
}

function endWithEngine(server: Server, abort: AbortController): void {
  const end = () => {
    abort.abort(new Error("the operation was cancelled"));
    server.tryShutdown(() => process.exit(0));
    setTimeout(() => process.exit(0), ENGINE_WATCH_MS).unref();
  };
  process.once("SIGINT", end);
  process.once("SIGTERM", end);
  const engine = process.ppid;
  setInterval(() => {
    if (process.ppid !== engine) end();
  }, ENGINE_WATCH_MS).unref();
}
