import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** What a proxy in Node costs that does nothing but pass on: the router's parts without the router. */
export interface BareProxy extends AsyncDisposable {
  url: string;
}

/** Starts it, a process of its own as the router's is, in front of `upstream` (host:port). */
export async function startBareProxy(upstream: string): Promise<BareProxy> {
  const program = join(import.meta.dirname, "bare-proxy-program.ts");
  const proxy = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program, upstream], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(proxy, "exit");
  const [line] = await Promise.race([
    once(proxy.stdout, "data"),
    ended.then(([code]) => Promise.reject(new Error(`the bare proxy ended with ${code}`))),
  ]);
  return {
    url: `http://127.0.0.1:${String(line).trim()}`,
    async [Symbol.asyncDispose]() {
      proxy.kill("SIGTERM");
      await ended;
    },
  };
}
