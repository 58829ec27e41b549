import type { DetailedPeerCertificate } from "node:tls";
import type { Check } from "../check.ts";
import { failed, passed, warned } from "../outcome.ts";
import { type Handshake, shakeHands } from "../probe/handshake.ts";
import type { CertificateEvidence } from "../result/evidence.ts";
import { type Address, hostOf, idAt, portOf, titleAt, tlsNeeds } from "./address.ts";

const DAY_MILLISECONDS = 86_400_000;
/** Google renews its certificates weeks before they end; one this near its end is one that nobody renews. */
const WARN_DAYS = 7;

/** Whether the certificate is of a chain that is trusted, for this host name, and not at its end. */
export function tls(address: Address): Check {
  return {
    id: idAt("tls", address),
    title: titleAt("The certificate is trusted, for this name, and lasts", address),
    group: "network",
    needs: tlsNeeds(address),
    attempts: 2,
    async run(context) {
      const url = address.urlOf(context);
      const host = hostOf(url);
      const shaken = await shakeHands(host, portOf(url), ["h2", "http/1.1"], context.signal);
      if ("error" in shaken) {
        const findings = [{ path: url.host, expected: "a TLS handshake", actual: shaken.error }];
        return failed(`${url.host} shakes no hands: ${shaken.error}`, { findings });
      }
      return judge(host, shaken, context.clock.now());
    },
  };
}

function judge(host: string, { certificate, chainError, nameError, protocol }: Handshake, now: number) {
  const ends = new Date(certificate.valid_to);
  const daysLeft = Math.floor((ends.getTime() - now) / DAY_MILLISECONDS);
  const error = nameError ?? chainError;
  const evidence: CertificateEvidence = {
    kind: "certificate",
    ...{ host, protocol, daysLeft },
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    altNames: (certificate.subjectaltname ?? "").split(", ").filter((name) => name !== ""),
    validFrom: new Date(certificate.valid_from).toISOString(),
    validTo: ends.toISOString(),
    chain: chainOf(certificate).map(({ subject }) => nameOf(subject)),
    ...(error === undefined ? {} : { error }),
  };
  const findings = [
    ...(nameError ? [{ path: "host name", expected: host, actual: nameError }] : []),
    ...(chainError ? [{ path: "chain", expected: "a trusted chain", actual: chainError }] : []),
  ];
  if (error) return failed(error, { evidence: [evidence], findings });
  const lasts = `${protocol}, certificate of ${evidence.subject} for ${daysLeft} more days`;
  return daysLeft < WARN_DAYS
    ? warned(lasts, { evidence: [evidence] })
    : passed(lasts, { evidence: [evidence] });
}

function nameOf(name: DetailedPeerCertificate["subject"]): string {
  const { CN, O } = name ?? {};
  return [CN, O].flat().filter(Boolean).join(", ") || "unnamed";
}

/** From the server's own to the root, which is its own issuer. */
function chainOf(certificate: DetailedPeerCertificate): DetailedPeerCertificate[] {
  const chain = [certificate];
  for (
    let next = certificate.issuerCertificate;
    next && !chain.includes(next);
    next = next.issuerCertificate
  ) {
    chain.push(next);
  }
  return chain;
}
