import { mkdirSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { type SupervisedProcess, supervise } from "./supervised-process.ts";

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
    unixsocket: "socket/redis.sock",
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
      ready: () => answersPing(join(socketDirectory, "redis.sock")),
    },
    crashed,
  );
  return { ...process, socketDirectory };
}

function answersPing(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path: socketPath, signal: AbortSignal.timeout(1_000) });
    const settle = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once("connect", () => socket.write("PING\r\n"));
    socket.once("data", (data) => settle(data.toString().startsWith("+PONG")));
    socket.once("error", () => settle(false));
  });
}
