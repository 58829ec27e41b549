import type { Check } from "../check.ts";
import { failed, passed } from "../outcome.ts";
import { shakeHands } from "../probe/handshake.ts";
import { type Address, hostOf, idAt, portOf, titleAt, tlsNeeds } from "./address.ts";

/** Whether clients get HTTP/2, which Cloud Run offers them: https://cloud.google.com/run/docs/configuring/http2 */
export function http2(address: Address): Check {
  return {
    id: idAt("http2", address),
    title: titleAt("HTTP/2 is spoken", address),
    group: "network",
    needs: tlsNeeds(address),
    attempts: 2,
    async run(context) {
      const url = address.urlOf(context);
      const shaken = await shakeHands(hostOf(url), portOf(url), ["h2", "http/1.1"], context.signal);
      const actual = "error" in shaken ? shaken.error : shaken.applicationProtocol || "nothing";
      const evidence = [
        { kind: "text", title: "Agreed on by ALPN, of h2 and http/1.1", text: actual } as const,
      ];
      if (actual === "h2") return passed(`${url.host} speaks HTTP/2`, { evidence });
      const findings = [{ path: url.host, expected: "h2", actual }];
      return failed(`${url.host} agrees on ${actual} instead of h2`, { evidence, findings });
    },
  };
}
