import type { Config } from "../../shared/config.ts";
import type { AnsweringSource } from "./model.ts";
import { offlineModel } from "./offline/offline-model.ts";

/** The model source that the configuration asks for, with the reason that people are told. */
export function chooseModel({ model, anthropic }: Config): AnsweringSource {
  if (model === "offline") return offlineModel("PLUGIN_MODEL=offline asks for it");
  return offlineModel(
    anthropic.key
      ? "this version builds with the embedded model only; the ANTHROPIC_API_KEY that is set is not used"
      : "it is the embedded default, no key and no network needed",
  );
}
