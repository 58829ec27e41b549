import { isIP } from "node:net";
import { checkServerIdentity, connect, type DetailedPeerCertificate } from "node:tls";
import { whyNoAnswer } from "./ask.ts";

/** What a TLS handshake gave; it is brought to its end even where the certificate is not to be trusted. */
export interface Handshake {
  certificate: DetailedPeerCertificate;
  /** Why the chain is not trusted, expiry included. */
  chainError?: string;
  /** Why the certificate is not one for this host. */
  nameError?: string;
  /** Such as `TLSv1.3`. */
  protocol: string;
  /** What was agreed on of the protocols that were offered; empty where the server does not say. */
  applicationProtocol: string;
}

const HANDSHAKE_MILLISECONDS = 8000;

/** Shakes hands with a server as a client that trusts this machine's certificate authorities (`NODE_EXTRA_CA_CERTS` too). */
export async function shakeHands(
  host: string,
  port: number,
  offered: string[],
  signal: AbortSignal,
): Promise<Handshake | { error: string }> {
  const servername = isIP(host) === 0 ? { servername: host } : {};
  const socket = connect({ host, port, ALPNProtocols: offered, rejectUnauthorized: false, ...servername });
  const ends = AbortSignal.any([signal, AbortSignal.timeout(HANDSHAKE_MILLISECONDS)]);
  const stop = () => socket.destroy(new Error(`no handshake within ${HANDSHAKE_MILLISECONDS / 1000} s`));
  ends.addEventListener("abort", stop, { once: true });
  try {
    await new Promise<void>((resolve, reject) => {
      socket.once("secureConnect", resolve).once("error", reject);
    });
    const certificate = socket.getPeerCertificate(true);
    const nameError = checkServerIdentity(host, certificate)?.message;
    return {
      ...{ certificate, protocol: socket.getProtocol() ?? "unknown" },
      applicationProtocol: socket.alpnProtocol || "",
      ...(socket.authorized ? {} : chainErrorOf(socket.authorizationError)),
      ...(nameError ? { nameError } : {}),
    };
  } catch (error) {
    signal.throwIfAborted();
    return { error: whyNoAnswer(error) };
  } finally {
    ends.removeEventListener("abort", stop);
    socket.destroy();
  }
}

/** Node may count a wrong name among the reasons for not trusting a chain: that is told apart from it. */
function chainErrorOf(reason: Error | string | null): { chainError?: string } {
  const text = reason instanceof Error ? reason.message : (reason ?? "not trusted");
  return /ERR_TLS_CERT_ALTNAME_INVALID|altnames/.test(text) ? {} : { chainError: text };
}
