import { containersOf } from "../resource/containers.ts";
import { SERVICE } from "../resource/types.ts";
import { resourceRule } from "../rule.ts";

export const httpVersion = resourceRule({
  id: "http-version",
  title: "HTTP/1 to the container",
  severity: "medium",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "Requests reach the container over HTTP/1, as they do when nothing is said.",
  why: "With HTTP/2 to the container the upgrade to a WebSocket does not get through.",
  fix: "services.<key>.port (the stack names it http1)",
  source: "https://cloud.google.com/run/docs/triggering/websockets",
  subjects: containersOf,
  check(container) {
    const name = container.at("ports", "name");
    return (name.text() ?? "http1") === "http1" ? undefined : name.refuse("http1");
  },
});
