import { mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { reachableDirectory } from "./reachable-directory.ts";
import { type SupervisedProcess, supervise } from "./supervised-process.ts";

const SOCKET = "redis.sock";

/** A running Redis; containers reach it through the forwarder. */
export interface Redis extends SupervisedProcess {
  /** Holds `redis.sock`. */
  socketDirectory: string;
}

/** Starts Redis in a directory, on a unix socket only; what is written survives a restart (append-only file). */
export async function startRedis(
  binary: string,
  directory: string,
  crashed: (title: string) => void,
): Promise<Redis> {
  const socketDirectory = join(directory, "socket");
  mkdirSync(socketDirectory, { recursive: true, mode: 0o755 });
  const options = {
    port: "0",
    // Relative: an absolute path may be longer than a socket's may be.
    unixsocket: `socket/${SOCKET}`,
    unixsocketperm: "777",
    dir: ".",
    appendonly: "yes",
    save: "",
    daemonize: "no",
  };
  const process = await supervise(
    {
      title: "Redis",
      command: binary,
      args: Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
      cwd: directory,
      pidFile: join(directory, "redis.pid"),
      logFile: join(directory, "redis.log"),
      stopSignal: "SIGTERM",
      ready: () => answersPing(socketDirectory),
    },
    crashed,
  );
  return { ...process, socketDirectory };
}

async function answersPing(socketDirectory: string): Promise<boolean> {
  using reachable = reachableDirectory(socketDirectory, SOCKET);
  const path = join(reachable.path, SOCKET);
  return await new Promise<boolean>((resolve) => {
    const socket = connect({ path, signal: AbortSignal.timeout(1_000) });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => socket.write("PING\r\n"));
    socket.once("data", (data) => settle(data.toString().startsWith("+PONG")));
    socket.once("error", () => settle(false));
  });
}
