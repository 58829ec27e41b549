/**
 * The template label by which gcloud asks for a new revision though nothing else has changed, and finds it again. It is the one
 * label with a namespace that Cloud Run takes.
 */
export const NONCE_LABEL = "client.knative.dev/nonce";
