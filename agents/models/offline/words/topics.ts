import { database } from "./database.ts";
import { notice } from "./notice.ts";
import { calculator, coin, dice, echo, greeting, randomNumber, units } from "./small.ts";
import { smallSkills } from "./skills.ts";
import { service } from "./service.ts";
import type { Topic } from "./topic.ts";
import { web } from "./web.ts";
import { exchange, gif, time, weather } from "./world.ts";

/** Everything that is recognised by its subject; the first that asks for a clause gets it. */
export const topics: Topic[] = [
  notice,
  gif,
  exchange,
  time,
  weather,
  units,
  smallSkills,
  calculator,
  dice,
  coin,
  randomNumber,
  greeting,
  echo,
  database,
  web,
  service,
];
