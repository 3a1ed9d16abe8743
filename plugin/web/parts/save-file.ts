import { API } from "../../studio/api/endpoint.ts";
import { refusal } from "../api.ts";
import { headers } from "../key.ts";

/**
 * Fetches a file of the server, with the key that a link could not show, and saves it, or opens it where it has no name to
 * be saved under.
 * @param path below the API's.
 */
export async function saveFile(path: string, name?: string): Promise<void> {
  const response = await fetch(`${API}${path}`, { headers: headers() });
  if (!response.ok) throw await refusal(response);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  if (name === undefined) link.target = "_blank";
  else link.download = name;
  link.click();
  // What is opened still has to be read.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
