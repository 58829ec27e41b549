/** Whether a registry is Google's, so that it may be shown a Google access token; one that is not never is. */
export function isGoogleRegistry(server: string): boolean {
  return /^([a-z0-9-]+-docker\.pkg\.dev|([a-z]+\.)?gcr\.io)$/.test(server);
}
