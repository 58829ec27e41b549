import { lookup } from "node:dns/promises";
import type { Check } from "../check.ts";
import { failed, notNeeded, passed } from "../outcome.ts";
import { whyNoAnswer } from "../probe/ask.ts";
import type { Evidence } from "../result/evidence.ts";
import { type Address, hostNameOf, idAt, titleAt } from "./address.ts";

/** Whether the host name resolves. */
export function dns(address: Address): Check {
  return {
    id: idAt("dns", address),
    title: titleAt("The name resolves", address),
    group: "network",
    needs: address.needs,
    attempts: 2,
    async run(context) {
      const url = address.urlOf(context);
      const name = hostNameOf(url);
      if (name === undefined) return notNeeded(`${url.hostname} is an address already, no name`);
      try {
        const found = (await lookup(name, { all: true })).map((entry) => entry.address);
        const evidence: Evidence[] = [{ kind: "text", title: name, text: found.join("\n") }];
        return passed(`${name} is ${found.join(", ")}`, { evidence });
      } catch (error) {
        const actual = whyNoAnswer(error);
        const findings = [{ path: name, expected: "an address", actual }];
        return failed(`${name} does not resolve: ${actual}`, { findings });
      }
    },
  };
}
