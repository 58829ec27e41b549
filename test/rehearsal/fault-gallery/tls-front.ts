import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createSecureServer } from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A custom domain's end of a connection, on this machine: speaks TLS and HTTP/2, under the name that is chosen. */
export interface TlsFront {
  /** Such as `https://localhost:43217`. */
  address: string;
  /** Both certificates, for `NODE_EXTRA_CA_CERTS`: what is wrong with one is its name alone. */
  authorities: string;
  useCertificateFor(name: "localhost" | "other.example.com"): void;
  close(): void;
}

/** Makes a key and a certificate for each name, for this run only. */
export async function startTlsFront(): Promise<TlsFront> {
  const folder = mkdtempSync(join(tmpdir(), "stage-tls-"));
  const names = ["localhost", "other.example.com"] as const;
  const pairs = Object.fromEntries(names.map((name) => [name, makeCertificate(folder, name)]));
  const authorities = join(folder, "authorities.pem");
  writeFileSync(
    authorities,
    Object.values(pairs)
      .map(({ cert }) => cert.toString())
      .join(""),
  );
  const server = createSecureServer({ ...pairs.localhost, allowHTTP1: true });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `https://localhost:${(server.address() as AddressInfo).port}`,
    authorities,
    useCertificateFor: (name) => server.setSecureContext({ ...pairs[name] }),
    close() {
      server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function makeCertificate(folder: string, name: string): { key: Buffer; cert: Buffer } {
  const [key, cert] = [join(folder, `${name}.key`), join(folder, `${name}.pem`)];
  const options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30".split(" ");
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  execFileSync("openssl", [...options, ...subject, "-keyout", key, "-out", cert], { stdio: "ignore" });
  return { key: readFileSync(key), cert: readFileSync(cert) };
}
