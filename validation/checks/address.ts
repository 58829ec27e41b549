import { isIP } from "node:net";
import type { CheckContext, MissingNeed, Need } from "../check.ts";
import { HTTPS } from "../needs.ts";

/** An address that network checks look at: the service's own, or a further one such as a custom domain. */
export interface Address {
  /** Goes into ids and titles; empty for the service's own. */
  label: string;
  urlOf(context: CheckContext): URL;
  needs: readonly Need[];
}

/** Where the service itself answers. */
export const OWN_ADDRESS: Address = {
  label: "",
  urlOf: ({ url }) => new URL(url),
  needs: [],
};

/** An address of the settings. A rehearsal asks it only where it is on this machine: elsewhere it is the real environment's. */
export function furtherAddress(address: string): Address {
  const url = new URL(address);
  return { label: url.host, urlOf: () => url, needs: [asked(url)] };
}

function asked(url: URL): Need {
  const missing = ({ from }: CheckContext): MissingNeed | undefined =>
    from === "cloud" || isLoopback(url.hostname)
      ? undefined
      : { reason: `${url.host} is the real environment's, which a rehearsal does not ask`, excused: true };
  return { name: "the environment that the address is of", missing };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host.startsWith("127.") || host === "[::1]";
}

/** What a check of TLS needs at this address: HTTPS, which a further address always is. */
export function tlsNeeds({ label, needs }: Address): readonly Need[] {
  return label === "" ? [...needs, HTTPS] : needs;
}

/** The host as sockets take it. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

export function portOf({ port, protocol }: URL): number {
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

/** Undefined for an address without a name, such as `127.0.0.1`. */
export function hostNameOf(url: URL): string | undefined {
  return isIP(hostOf(url)) === 0 ? hostOf(url) : undefined;
}

/** `tls` for the service's own address, `tls-backend-example-com` for another. */
export function idAt(id: string, { label }: Address): string {
  return label === "" ? id : `${id}-${label.toLowerCase().replace(/[^a-z0-9]+/g, "-")}`;
}

export function titleAt(title: string, { label }: Address): string {
  return label === "" ? title : `${title} (${label})`;
}
