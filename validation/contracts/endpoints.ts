import type { EndpointSettings } from "../../settings/validation.ts";
import type { EndpointExpectation } from "../checks/endpoint.ts";
import type { SampledEndpoint } from "../probe/endpoint-samples.ts";

/** What the contract knows and what the settings name; of one that both have, the settings' word counts. */
export function endpointsOf(
  known: readonly EndpointExpectation[],
  named: Record<string, EndpointSettings>,
): EndpointExpectation[] {
  const fromSettings = Object.entries(named).map(([key, settings]): EndpointExpectation => {
    const [method = "GET", path = "/"] = key.split(" ");
    return { method, path, ...settings };
  });
  const isReplaced = ({ method, path, signedIn }: EndpointExpectation) =>
    !signedIn && fromSettings.some((other) => other.method === method && other.path === path);
  return [...known.filter((expectation) => !isReplaced(expectation)), ...fromSettings];
}

/** Those that can be asked again and again without changing anything or being anybody. */
export function sampledOf(endpoints: readonly EndpointExpectation[]): SampledEndpoint[] {
  return endpoints
    .filter(({ method, signedIn }) => method === "GET" && !signedIn)
    .map(({ path, status = [200] }) => ({ path, statuses: status }));
}
