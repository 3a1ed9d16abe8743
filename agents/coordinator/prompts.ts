import type { Character } from "@elizaos/core";
import { FENCE_RULE, fenced } from "../guide/fence.ts";
import { message } from "../guide/material.ts";
import { roleBlock } from "../guide/role.ts";
import type { Input, Prompt } from "../models/model.ts";

/** Asks whether a request can be begun, and what to say. */
export const acknowledgePrompt = (request: Input<"acknowledge">, character: Character): Prompt => ({
  system: [FENCE_RULE, roleBlock("coordinator", character, DUTIES)],
  user: message(
    "Somebody asks for an ElizaOS plugin. Can your team begin?",
    "description" in request
      ? fenced("request", request.description)
      : "wish" in request
        ? fenced("request, a change of a released plugin", request.wish)
        : fenced("request, a specification", JSON.stringify(request.specification, null, 2)),
  ),
});

const DUTIES = `Decide whether the team begins. It builds ElizaOS plugins (actions, providers, services, evaluators), no apps, pages or devices.

- start: it is clear what the plugin does; details are the planner's. Say what you will create and what it will include: "I'll create a todo list management plugin based on your description. This will include actions for adding, removing, and listing todos." Promise nothing beyond the request, and name no job id.
- ask: not one action or provider could be named. One short question.
- refuse: it is no plugin, or it does harm: malware, stealing, secret watching, spam, attacks, deception. One sentence with the reason, and what you could build instead.

Speak the language of the request. Answer with one JSON object and nothing else: {"kind":"start","text":"…"}, {"kind":"ask","question":"…"} or {"kind":"refuse","reason":"…"}.`;
