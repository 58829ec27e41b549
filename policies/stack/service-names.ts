import { remembered } from "../resource/remembered.ts";
import type { Resource } from "../resource/resource.ts";
import type { Stack } from "../resource/stack.ts";
import { SERVICE } from "../resource/types.ts";
import { stackRule } from "../rule.ts";

export const serviceNames = stackRule({
  id: "service-names",
  title: "One service per name",
  severity: "high",
  level: "mandatory",
  types: [SERVICE],
  invariants: [],
  what: "No two services of the stack have the same name, project and region.",
  why: "They would be one service in the cloud, which each update turns into the other.",
  fix: "services.<key>.name",
  source: "https://cloud.google.com/run/docs/deploying",
  check(service, _invariants, stack) {
    const name = service.props.at("name");
    if (name.isAbsent()) return name.refuse("a name of its own");
    const namesakes = servicesByAddress(stack).get(addressOf(service)) ?? [];
    const others = namesakes.filter(({ urn }) => urn !== service.urn);
    if (others.length === 0) return undefined;
    return name.refuse(`a name that ${others.map((other) => other.name).join(", ")} does not have`);
  },
});

const addressOf = remembered(({ props }: Resource) =>
  ["project", "location", "name"].map((key) => props.at(key).text()).join("/"),
);

const servicesByAddress = remembered((stack: Stack) => Map.groupBy(stack.all(SERVICE), addressOf));
