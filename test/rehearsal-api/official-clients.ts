import { googleAuthLibrary } from "google-gax";
import { ACCESS_TOKEN, PROJECT } from "./running-api.ts";

/** Options with which Google's own clients speak REST to the rehearsal. */
export function clientOptions<Options>(port: number): Options {
  const authClient = new googleAuthLibrary.OAuth2Client();
  authClient.setCredentials({ access_token: ACCESS_TOKEN });
  const options = {
    apiEndpoint: "127.0.0.1",
    port,
    protocol: "http",
    fallback: true,
    authClient,
    projectId: PROJECT,
  };
  // Each client brings its own copy of google-gax, whose types differ though they mean the same.
  return options as Options;
}
