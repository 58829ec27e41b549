import { seconds } from "../resource/quantities.ts";
import { quantityOutOfRange } from "../resource/range.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const requestTimeout = resourceRule({
  id: "request-timeout",
  title: "Request timeout within bounds",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: ["timeoutSeconds"],
  what: "The request timeout is set, and within bounds.",
  why: "A request that hangs holds its place in an instance, and is paid for, until the timeout ends it.",
  fix: "services.<key>.timeoutSeconds",
  source: "https://cloud.google.com/run/docs/configuring/request-timeout",
  check: (service, invariants) =>
    quantityOutOfRange(
      service.at("template", "timeout"),
      seconds,
      invariants.timeoutSeconds,
      "seconds, such as 300s",
    ),
});
