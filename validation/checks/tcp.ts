import { once } from "node:events";
import { connect } from "node:net";
import type { Check } from "../check.ts";
import { READY_REVISION } from "../needs.ts";
import { failed, passed } from "../outcome.ts";
import { whyNoAnswer } from "../probe/ask.ts";
import { rounded } from "../probe/percentiles.ts";
import { type Address, hostOf, idAt, portOf, titleAt } from "./address.ts";

const CONNECT_MILLISECONDS = 5000;

/** Whether the address takes connections. */
export function tcp(address: Address): Check {
  return {
    id: idAt("tcp", address),
    title: titleAt("The address takes connections", address),
    group: "network",
    needs: [...address.needs, READY_REVISION],
    attempts: 2,
    async run(context) {
      const url = address.urlOf(context);
      const where = `${hostOf(url)}:${portOf(url)}`;
      const startedAt = performance.now();
      const socket = connect(portOf(url), hostOf(url));
      try {
        const signal = AbortSignal.any([context.signal, AbortSignal.timeout(CONNECT_MILLISECONDS)]);
        await once(socket, "connect", { signal });
        const value = rounded(performance.now() - startedAt);
        const evidence = [
          { kind: "measurement", name: `Connecting to ${where}`, unit: "ms", n: 1, value } as const,
        ];
        return passed(`${where} took a connection in ${value} ms`, { evidence });
      } catch (error) {
        context.signal.throwIfAborted();
        const actual = whyNoAnswer(error);
        const findings = [{ path: where, expected: "a connection", actual }];
        return failed(`${where} takes no connection: ${actual}`, { findings });
      } finally {
        socket.destroy();
      }
    },
  };
}
