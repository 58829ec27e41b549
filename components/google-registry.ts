/** Who logs in to a registry of Google's with an access token: https://cloud.google.com/artifact-registry/docs/docker/authentication#token */
export const TOKEN_USER = "oauth2accesstoken";

/** Whether a registry is Google's, so that it may be shown a Google access token; one that is not never is. */
export function isGoogleRegistry(server: string): boolean {
  return /^([a-z0-9-]+-docker\.pkg\.dev|([a-z]+\.)?gcr\.io)$/.test(server);
}
