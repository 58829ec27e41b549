import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { freePort } from "../test/free-port.ts";
import { untilOk } from "./until-ok.ts";

/** An nginx of the bench's own, on 127.0.0.1. */
export interface Nginx extends AsyncDisposable {
  url: string;
}

/** Starts nginx with one worker in front of `upstream` (host:port): kept-alive connections, forwarding headers, an access log. */
export async function startNginx(upstream: string): Promise<Nginx> {
  await ensureInstalled();
  const dir = await mkdtemp(join(tmpdir(), "stage-bench-nginx-"));
  const port = await freePort();
  const configuration = join(dir, "nginx.conf");
  await writeFile(configuration, configurationOf(dir, port, upstream));
  const nginx = execa("nginx", ["-p", dir, "-c", configuration, "-e", join(dir, "error.log")]);
  // It ends when it is told to, or with a wrong configuration: then nothing answers, and its words are in the error below.
  const ended = nginx.catch((error: Error) => error.message);
  const url = `http://127.0.0.1:${port}`;
  await Promise.race([
    untilOk(url),
    ended.then((words) => Promise.reject(new Error(`nginx ended: ${words}`))),
  ]);
  return {
    url,
    async [Symbol.asyncDispose]() {
      nginx.kill("SIGTERM");
      await ended;
      await rm(dir, { recursive: true });
    },
  };
}

async function ensureInstalled(): Promise<void> {
  try {
    await execa("nginx", ["-v"]);
  } catch {
    // Run level 1: the package would start a server of its own otherwise.
    const env = { RUNLEVEL: "1", DEBIAN_FRONTEND: "noninteractive" };
    await execa("apt-get", ["install", "--yes", "--no-install-recommends", "nginx-light"], { env });
  }
}

function configurationOf(dir: string, port: number, upstream: string): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  return `worker_processes 1;
daemon off;
pid ${dir}/nginx.pid;
error_log ${dir}/error.log;
events { worker_connections 1024; }
http {
  access_log ${dir}/access.log combined;
  ${temporary.map((name) => `${name}_temp_path ${dir}/${name};`).join("\n  ")}
  keepalive_requests 1000000;
  upstream instance { server ${upstream}; keepalive 64; keepalive_requests 1000000; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://instance;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
      proxy_set_header X-Forwarded-Proto http;
    }
  }
}
`;
}
