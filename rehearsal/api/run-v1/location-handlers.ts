import type { Collection } from "../../contract.ts";
import type { Cloud, Handlers } from "../cloud.ts";
import { type PageRequest, page } from "../pagination.ts";
import { partsOf } from "../resource-name.ts";

/** Everything that has a location. */
const LOCATED: readonly Collection[] = ["services", "repositories"];

/**
 * The locations that something is in; the rehearsal takes any other as well.
 * https://cloud.google.com/run/docs/reference/rest/v1/projects.locations/list
 */
export function locationHandlers({ store, project }: Cloud): Handlers {
  return {
    "google.cloud.location.Locations.ListLocations": (request: PageRequest) => {
      const names = LOCATED.flatMap((collection) => store.list<{ name: string }>(collection));
      const ids = [...new Set(names.map(({ name }) => partsOf(name).locations ?? ""))].toSorted();
      const { items, nextPageToken } = page(ids, request);
      return {
        locations: items.map((locationId) => ({
          name: `projects/${project}/locations/${locationId}`,
          locationId,
          displayName: locationId,
        })),
        nextPageToken,
      };
    },
  };
}
