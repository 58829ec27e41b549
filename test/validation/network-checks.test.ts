import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createSecureServer } from "node:http2";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { furtherAddress, OWN_ADDRESS } from "../../validation/checks/address.ts";
import { dns } from "../../validation/checks/dns.ts";
import { http2 } from "../../validation/checks/http2.ts";
import { tcp } from "../../validation/checks/tcp.ts";
import { tls } from "../../validation/checks/tls.ts";
import { checkContext, resultOf } from "./check-context.ts";

/** A certificate that nobody vouches for, made for this run: no key lies about. */
function makeCertificate(folder: string, name: string): { key: Buffer; cert: Buffer } {
  const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  execFileSync(
    "openssl",
    [
      ..."req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30".split(" "),
      ...[
        "-keyout",
        keyFile,
        "-out",
        certFile,
        "-subj",
        `/CN=${name}`,
        "-addext",
        `subjectAltName=DNS:${name}`,
      ],
    ],
    { stdio: "ignore" },
  );
  return { key: readFileSync(keyFile), cert: readFileSync(certFile) };
}

describe("network checks", () => {
  let folder: string;
  let server: ReturnType<typeof createSecureServer>;
  let url: string;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "certificate-"));
    server = createSecureServer({ ...makeCertificate(folder, "wrong.example.com"), allowHTTP1: true });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `https://localhost:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  it("find a certificate for another name, and say for which", async () => {
    const { verdict, reason, evidence } = await resultOf(tls(OWN_ADDRESS), checkContext(url));
    assert.equal(verdict, "fail");
    assert.match(reason, /Hostname\/IP does not match certificate's altnames.*wrong\.example\.com/);
    const [certificate] = evidence;
    assert.equal(certificate?.kind, "certificate");
    assert.deepEqual([certificate.altNames, certificate.host], [["DNS:wrong.example.com"], "localhost"]);
    assert.ok(certificate.daysLeft > 28 && certificate.daysLeft <= 30);
  });

  it("find a chain that nobody vouches for", async () => {
    const { findings } = await resultOf(tls(OWN_ADDRESS), checkContext(url));
    const chain = findings.find(({ path }) => path === "chain");
    assert.match(chain?.actual ?? "", /SELF_SIGNED/);
  });

  it("see HTTP/2 agreed on", async () => {
    const { verdict, reason } = await resultOf(http2(OWN_ADDRESS), checkContext(url));
    assert.equal(verdict, "pass", reason);
  });

  it("ask a further address of this machine in a rehearsal, and no other", async () => {
    const rehearsed = { ...checkContext("http://127.0.0.1:1"), from: "rehearsal" as const };
    const own = await resultOf(tls(furtherAddress(url)), rehearsed);
    assert.equal(own.verdict, "fail");
    assert.match(own.id, /^tls-localhost-\d+$/);
    const other = await resultOf(tls(furtherAddress("https://backend.example.com")), rehearsed);
    assert.deepEqual([other.verdict, other.needed, other.attempts], ["skipped", false, 0]);
  });

  it("resolve a name, and need none for an address", async () => {
    assert.equal((await resultOf(dns(OWN_ADDRESS), checkContext(url))).verdict, "pass");
    assert.equal((await resultOf(dns(OWN_ADDRESS), checkContext("http://127.0.0.1:1"))).verdict, "skipped");
    const { verdict, reason } = await resultOf(dns(OWN_ADDRESS), checkContext("http://no-such-name.invalid"));
    assert.equal(verdict, "fail");
    assert.match(reason, /^no-such-name\.invalid does not resolve: /);
  });

  it("find an address that takes no connections", async () => {
    const { verdict, attempts } = await resultOf(tcp(OWN_ADDRESS), checkContext(url));
    assert.deepEqual([verdict, attempts], ["pass", 1]);
    const gone = createServer().listen(0, "127.0.0.1");
    await once(gone, "listening");
    const { port } = gone.address() as AddressInfo;
    gone.close();
    await once(gone, "close");
    const refused = await resultOf(tcp(OWN_ADDRESS), checkContext(`http://127.0.0.1:${port}`));
    assert.deepEqual([refused.verdict, refused.attempts], ["fail", 2]);
    assert.match(refused.reason, /ECONNREFUSED/);
  });
});
