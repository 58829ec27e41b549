import { Fault } from "../../../faults/fault.ts";
import { isMap, type PropertyMap, type PropertyValue } from "../plugin/property-value.ts";
import type { CheckFailure } from "../plugin/provider.ts";
import { CONFIGURATION_KEYS } from "./configuration-keys.ts";

/** Keys that the engine itself adds to a provider's inputs. */
const ENGINE_KEYS = new Set(["version", "pluginDownloadURL", "pluginChecksums", "__internal", "__defaults"]);

/** What the program's `gcp:` configuration says, under the real plugin's names. */
export interface GcpConfiguration {
  accessToken: string;
  project?: string;
  region?: string;
  zone?: string;
  defaultLabels: Record<string, string>;
  /** Whether resources get the label `goog-pulumi-provisioned: true`; default true. */
  addPulumiAttributionLabel: boolean;
  /** Addresses by configuration key, such as `cloudRunV2CustomEndpoint`; each ends in `/`. */
  endpoints: Record<string, string>;
}

export function checkConfiguration(news: PropertyMap): CheckFailure[] {
  return Object.keys(news)
    .filter((key) => !CONFIGURATION_KEYS.has(key) && !ENGINE_KEYS.has(key))
    .map((key) => ({
      property: "",
      reason: `could not validate provider configuration: Invalid or unknown key. Check \`pulumi config get gcp:${key}\``,
    }));
}

/** Throws a {@link Fault} when no endpoint is configured: the stand-in never speaks to the real Google Cloud. */
export function readConfiguration(configuration: PropertyMap): GcpConfiguration {
  const endpoints: Record<string, string> = {};
  for (const [key, value] of Object.entries(configuration)) {
    if (!key.endsWith("CustomEndpoint") || typeof value !== "string" || value === "") continue;
    if (isGoogle(value)) throw neverGoogle(`gcp:${key} is ${value}`);
    endpoints[key] = value.endsWith("/") ? value : `${value}/`;
  }
  if (Object.keys(endpoints).length === 0) throw neverGoogle("no gcp:…CustomEndpoint is configured");
  const labels = structured(configuration.defaultLabels);
  return {
    accessToken: textOf(configuration.accessToken) ?? "",
    project: textOf(configuration.project),
    region: textOf(configuration.region),
    zone: textOf(configuration.zone),
    defaultLabels: isMap(labels) ? (labels as Record<string, string>) : {},
    addPulumiAttributionLabel: String(configuration.addPulumiAttributionLabel ?? "true") !== "false",
    endpoints,
  };
}

/** The configured address of a service; throws a {@link Fault} when there is none. */
export function endpointOf(configuration: GcpConfiguration, ...keys: string[]): string {
  const endpoint = keys.map((key) => configuration.endpoints[key]).find(Boolean);
  if (!endpoint) throw neverGoogle(`gcp:${keys[0]} is not configured`);
  return endpoint;
}

function neverGoogle(reason: string): Fault {
  return new Fault({
    code: "stand-in-without-endpoint",
    outcome: "usage",
    summary:
      "this is the rehearsal's stand-in for the gcp plugin; it never speaks to the real Google Cloud " +
      `(${reason})`,
    next: "npx stage doctor",
  });
}

function isGoogle(endpoint: string): boolean {
  const host = URL.parse(endpoint)?.hostname ?? endpoint;
  return /(^|\.)(googleapis\.com|google\.com)$/.test(host);
}

function textOf(value: PropertyValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** The engine hands structured configuration over as JSON text. */
function structured(value: PropertyValue | undefined): PropertyValue | undefined {
  return typeof value === "string" && value.startsWith("{") ? (JSON.parse(value) as PropertyValue) : value;
}
