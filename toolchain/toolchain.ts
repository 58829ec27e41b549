import type { BaseImage } from "./stand-in-base.ts";
import type { Found } from "./step.ts";

/** All that the commands need, in place. Paths are absolute. */
export interface Toolchain {
  /** PULUMI_HOME for every `pulumi` that is run. */
  pulumiHome: string;
  /** The Pulumi CLI itself. */
  pulumiBinary: string;
  /** Node 24, whatever Node the machine has. */
  node: string;
  docker: {
    version: string;
    /** For DOCKER_HOST. */
    host: string;
  };
  registryBinary: string;
  redisBinary: string;
  plugins: Record<"gcp" | "docker", PluginInPlace>;
  /** What to build on, by the base image that the settings name. */
  baseImages: Record<string, BaseImage>;
  /** The first base image that has to be stood in for, if there is one. */
  standInBase?: StandInBase;
  /** Everything above as found, in order. */
  found: Found[];
}

/** The plugin's version, and what it stands in for where it is not the real one. */
export type PluginInPlace = Pick<Found, "version" | "where" | "standsInFor">;

/** A base image that is not what the settings name. */
export interface StandInBase {
  image: string;
  /** What the settings name. */
  standsInFor: string;
  sizeBytes: number;
}
